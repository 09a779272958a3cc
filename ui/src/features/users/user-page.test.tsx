import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { field, fill, openWindow } from '@/app/test-window';
import type { ProposalRequest } from '@/ipc/contract';

test('a user is renamed and moved', async () => {
  const { person, fake } = openWindow('/users/user-0', { kind: 'local' });
  await person.click(await screen.findByTestId('user-edit'));
  expect(field(await screen.findByTestId('rename-name'))).toHaveValue('alice');
  await fill(person, screen.getByTestId('rename-name'), 'alice.b');
  await person.click(screen.getByTestId('change-confirm'));
  await waitFor(() => expect(fake.requests.some(({ name }) => name === 'change')).toBe(true));
  const request = fake.requests.find(({ name }) => name === 'change')?.request;
  expect((request as ProposalRequest).proposal).toEqual({
    kind: 'person',
    user: 'user-0',
    step: { what: 'rename', name: 'alice.b', path: '/engineering/' },
  });
});

test('a user gets a permissions boundary', async () => {
  const { person, fake } = openWindow('/users/user-0', { kind: 'local' });
  await person.click(await screen.findByTestId('user-boundary'));
  await person.click(await screen.findByTestId('policy-row-ReadOnlyAccess'));
  await person.click(screen.getByTestId('change-confirm'));
  await waitFor(() => expect(fake.requests.some(({ name }) => name === 'change')).toBe(true));
  const request = fake.requests.find(({ name }) => name === 'change')?.request;
  expect((request as ProposalRequest).proposal).toEqual({
    kind: 'set_boundary',
    holder: 'user-0',
    boundary: { kind: 'arn', arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' },
  });
});

test('what no import has spoken of is not said to be off', async () => {
  openWindow('/users/user-11');
  const page = await screen.findByTestId('user-page');
  await waitFor(() => expect(page).toHaveTextContent('Console sign-inNot known'));
  expect(page).toHaveTextContent('Access keysNot known');
});
