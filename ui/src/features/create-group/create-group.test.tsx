import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { fill, openWindow } from '@/app/test-window';
import type { ProposalRequest } from '@/ipc/contract';

test('a group is made with its members and policies', async () => {
  const { person, fake } = openWindow('/groups/create', { kind: 'local' });
  await fill(person, await screen.findByTestId('group-name'), 'Readers');
  await person.click(screen.getByText('Next'));
  await person.click(await screen.findByTestId('entity-row-alice'));
  await person.click(screen.getByText('Next'));
  await person.click(await screen.findByTestId('policy-row-ReadOnlyAccess'));
  await person.click(screen.getByText('Next'));
  await screen.findByTestId('review-changes');
  await person.click(screen.getByText('Create user group', { selector: 'button *' }));
  await waitFor(() => expect(fake.requests.some(({ name }) => name === 'change')).toBe(true));
  const request = fake.requests.find(({ name }) => name === 'change')?.request;
  expect((request as ProposalRequest).proposal).toMatchObject({
    kind: 'create_group',
    name: 'Readers',
    members: [expect.any(String)],
    policies: [{ kind: 'arn', arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }],
  });
});
