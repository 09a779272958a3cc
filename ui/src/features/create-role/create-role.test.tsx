import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { fill, openWindow } from '@/app/test-window';
import type { ProposalRequest } from '@/ipc/contract';

test('whom a role trusts is asked first, and a missing answer stops there', async () => {
  const { person, fake } = openWindow('/roles/create', { kind: 'local' });
  await screen.findByTestId('role-services');
  await person.click(screen.getByText('Next'));
  expect((await screen.findAllByText(/a trusted entity is missing/i)).length).toBeGreaterThan(0);
  await person.click(screen.getByText('AWS account'));
  await fill(person, await screen.findByTestId('role-accounts'), '444455556666');
  expect(await screen.findByTestId('trust-preview')).toBeInTheDocument();
  await person.click(screen.getByText('Next'));
  await screen.findByText(/Add permissions/, { selector: 'h1 *' });
  await person.click(screen.getByText('Next'));
  await fill(person, await screen.findByTestId('role-name'), 'deploy');
  await person.click(screen.getByText('Next'));
  await screen.findByTestId('review-changes');
  await person.click(screen.getByText('Create role', { selector: 'button *' }));
  await waitFor(() => expect(fake.requests.some(({ name }) => name === 'change')).toBe(true));
  const request = fake.requests.find(({ name }) => name === 'change')?.request;
  expect((request as ProposalRequest).proposal).toMatchObject({
    kind: 'create_role',
    name: 'deploy',
    max_session_seconds: 3600,
  });
  expect(JSON.stringify(request)).toContain('arn:aws:iam::444455556666:root');
});
