// SSH public keys, signing certificates and service-specific credentials.
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { carriedOut, fill, openWindow } from '@/app/test-window';
import type { Fake } from '@/ipc/fake';

async function step(fake: Fake, nth: number) {
  const proposal = await carriedOut(fake, nth);
  return proposal.kind === 'credential' ? proposal.step : null;
}

test('an SSH key, a certificate and a credential for a service are each a change', async () => {
  const { person, fake } = openWindow('/users/user-0?tab=credentials');
  const key = 'ssh-ed25519 AAAA nobody@example.com';
  await person.click(await screen.findByTestId('upload-ssh-key'));
  await fill(person, await screen.findByTestId('credential-body'), key);
  await person.click(screen.getByTestId('change-confirm'));
  expect(await step(fake, 1)).toEqual({ what: 'upload_ssh_key', body: key });

  await person.click(screen.getByTestId('upload-certificate'));
  const pem = '-----BEGIN CERTIFICATE-----\nAA\n-----END CERTIFICATE-----';
  await fill(person, await screen.findByTestId('credential-body'), pem);
  await person.click(screen.getByTestId('change-confirm'));
  expect(await step(fake, 2)).toEqual({ what: 'upload_signing_certificate', body: pem });

  await person.click(screen.getByTestId('create-service-credential'));
  await screen.findByTestId('credential-service');
  await person.click(screen.getByTestId('change-confirm'));
  expect(await step(fake, 3)).toMatchObject({ what: 'create_service_credential' });
});
