import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { field, fill, openAfterLock, openWindow } from '@/app/test-window';
import type { ProposalRequest } from '@/ipc/contract';

type Person = ReturnType<typeof openWindow>['person'];

async function next(person: Person, heading: string) {
  await person.click(screen.getByText('Next'));
  await screen.findByText(new RegExp(heading), { selector: 'h1 *' });
}

test('from a template to a policy, with the exact changes and whose access they change', async () => {
  const { person, fake } = openWindow('/policies/create', { kind: 'local' });
  await person.click(await screen.findByTestId('editor-templates'));
  await fill(person, await screen.findByTestId('blank-Bucket'), 'example-bucket');
  expect(await screen.findByTestId('template-promises')).toHaveTextContent('can be read');
  await waitFor(() => expect(screen.getByTestId('template-use')).toBeEnabled());
  await person.click(screen.getByTestId('template-use'));
  const card = await screen.findByTestId('statement-0');
  expect(card).toHaveTextContent('Allows s3:GetObject');
  // An edit on the card is a wish; the text comes back from the other side.
  await person.click(within(card).getByText('Deny'));
  await waitFor(() => expect(screen.getByTestId('statement-0')).toHaveTextContent('Denies'));

  await next(person, 'Name and describe');
  await fill(person, await screen.findByTestId('policy-name'), 'team-reads');
  await next(person, 'Review and create');
  await waitFor(() => expect(screen.getByTestId('review-effects')).toHaveTextContent('alice'), {
    timeout: 10_000,
  });
  // Back loses nothing.
  await person.click(screen.getByText('Previous'));
  expect(field(await screen.findByTestId('policy-name'))).toHaveValue('team-reads');
  await next(person, 'Review and create');
  await person.click(screen.getByText('Create policy', { selector: 'button *' }));
  await waitFor(() => expect(fake.requests.some(({ name }) => name === 'change')).toBe(true));
  const request = fake.requests.find(({ name }) => name === 'change')?.request;
  expect((request as ProposalRequest).proposal).toMatchObject({
    kind: 'create_policy',
    name: 'team-reads',
    path: '/',
    holders: [],
  });
  expect(JSON.stringify(request)).toContain('Deny');
});

test('a draft outlives a lock', async () => {
  const first = openWindow('/policies/create');
  await first.person.click(await screen.findByTestId('statement-add'));
  expect(await screen.findByTestId('statement-0')).toBeInTheDocument();
  await openAfterLock(first);
  expect(await screen.findByTestId('statement-0')).toBeInTheDocument();
});
