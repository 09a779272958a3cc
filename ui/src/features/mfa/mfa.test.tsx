import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { field, fill, openAfterLock, openWindow } from '@/app/test-window';
import { fakeCodes, fakeSeed } from '@/ipc/fake-people';

test('a local account: name, a QR code that hides, two codes', async () => {
  const { person, fake } = openWindow('/users/user-0/mfa', { kind: 'local' });
  await fill(person, await screen.findByTestId('mfa-name'), 'alice phone');
  await person.click(screen.getByText('Next'));
  expect(await screen.findByText(/holds a blank/)).toBeInTheDocument();
  await fill(person, screen.getByTestId('mfa-name'), 'alice-phone');
  await person.click(screen.getByText('Next'));

  // Nothing is shown before it is asked for.
  await screen.findByTestId('mfa-show-qr');
  expect(screen.queryByTestId('qr-code')).toBeNull();
  expect(fake.asked).not.toContain('mfa_qr');
  await person.click(screen.getByTestId('mfa-show-qr'));
  expect(await screen.findByRole('img', { name: /QR code for/ })).toBeInTheDocument();
  expect(screen.getByTestId('mfa-secret-key')).toHaveTextContent('GEZD GNBV');
  await person.click(screen.getByTestId('mfa-hide-qr'));
  expect(screen.queryByTestId('qr-code')).toBeNull();

  await person.click(screen.getByText('Next'));
  await fill(person, await screen.findByTestId('mfa-first'), '000000');
  await fill(person, screen.getByTestId('mfa-second'), '000001');
  const submit = () => screen.getByText('Assign MFA device', { selector: 'button *' });
  await person.click(submit());
  expect(await screen.findByText(/not codes of this device/)).toBeInTheDocument();
  await fill(person, screen.getByTestId('mfa-first'), fakeCodes[0]);
  await fill(person, screen.getByTestId('mfa-second'), fakeCodes[1]);
  await person.click(submit());
  expect(await screen.findByTestId('mfa-done')).toHaveTextContent('clock is right');
  expect(screen.queryByTestId('mfa-command')).toBeNull();
});

test('an AWS account: the seed is AWS’s, and a command enables the device there', async () => {
  const { person } = openWindow('/users/user-0/mfa', { kind: 'aws' });
  await fill(person, await screen.findByTestId('mfa-name'), 'alice');
  await person.click(screen.getByText('Next'));
  expect(await screen.findByText(/secret key is missing/)).toBeInTheDocument();
  await fill(person, screen.getByTestId('mfa-seed'), fakeSeed);
  await person.click(screen.getByText('Next'));
  await screen.findByTestId('mfa-show-qr');
  await person.click(screen.getByText('Next'));
  await fill(person, await screen.findByTestId('mfa-first'), fakeCodes[0]);
  await fill(person, screen.getByTestId('mfa-second'), fakeCodes[1]);
  await person.click(screen.getByText('Assign MFA device', { selector: 'button *' }));
  expect(await screen.findByTestId('mfa-command')).toHaveTextContent('enable-mfa-device');
});

test('the user can enrol alone, and the page says how', async () => {
  const { person, fake } = openWindow('/users/user-0/mfa', { kind: 'aws' });
  await person.click(await screen.findByText('By the user alone'));
  expect(await screen.findByTestId('mfa-alone')).toHaveTextContent('Assign MFA device');
  expect(fake.asked).not.toContain('start_mfa');
});

test('name and way outlive a lock, and the seed does not', async () => {
  const first = openWindow('/users/user-1/mfa', { kind: 'aws' });
  await fill(first.person, await screen.findByTestId('mfa-name'), 'bobs-phone');
  await fill(first.person, screen.getByTestId('mfa-seed'), fakeSeed);
  await openAfterLock(first);
  expect(field(await screen.findByTestId('mfa-name'))).toHaveValue('bobs-phone');
  expect(field(screen.getByTestId('mfa-seed'))).toHaveValue('');
});

test('the seed can come out of AWS’s picture, and never passes through the window', async () => {
  const { person, fake } = openWindow('/users/user-2/mfa', { kind: 'aws' });
  await fill(person, await screen.findByTestId('mfa-name'), 'carol');
  await person.click(screen.getByTestId('mfa-picture'));
  await screen.findByTestId('mfa-show-qr');
  const asked = fake.requests.find(({ name }) => name === 'start_mfa_from_picture');
  expect(asked?.request).toMatchObject({ name: 'carol', seed: '' });
  await person.click(screen.getByText('Next'));
  await fill(person, await screen.findByTestId('mfa-first'), fakeCodes[0]);
  await fill(person, screen.getByTestId('mfa-second'), fakeCodes[1]);
  await person.click(screen.getByText('Assign MFA device', { selector: 'button *' }));
  expect(await screen.findByTestId('mfa-command')).toHaveTextContent('enable-mfa-device');
});
