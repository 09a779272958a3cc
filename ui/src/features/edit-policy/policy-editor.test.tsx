import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { field, fill, openWindow } from '@/app/test-window';

test('actions are ticked, resources put together, conditions chosen', async () => {
  const { person, fake } = openWindow('/policies/edit?policy={"kind":"customer","id":"policy-1"}');
  const wishes = () =>
    fake.requests
      .filter(({ name }) => name === 'edit_policy')
      .map(({ request }) => (request as { edit: { kind: string } }).edit);
  await screen.findByTestId('statement-0');
  await fill(person, screen.getByTestId('action-pattern-0'), 's3:Put*');
  await person.keyboard('{Enter}');
  await waitFor(() => expect(wishes().at(-1)).toMatchObject({ kind: 'set_actions' }));
  await fill(person, screen.getByTestId('resource-0'), 'arn:aws:s3:::other/*');
  await person.keyboard('{Enter}');
  await waitFor(() => expect(wishes().at(-1)).toMatchObject({ kind: 'set_resources' }));
  await person.click(screen.getByTestId('condition-add-0'));
  await fill(person, await screen.findByTestId('condition-key'), 'aws:SourceIp');
  await person.click(screen.getByTestId('condition-values'));
  await fill(person, screen.getByTestId('condition-values'), '203.0.113.0/24');
  await waitFor(() => expect(screen.getByTestId('condition-set')).toBeEnabled());
  await person.click(screen.getByTestId('condition-set'));
  await waitFor(() =>
    expect(wishes().at(-1)).toEqual({
      kind: 'set_condition',
      statement: 0,
      condition: null,
      operator: 'IpAddress',
      key: 'aws:SourceIp',
      values: ['203.0.113.0/24'],
    }),
  );
});

test('the version that makes room is asked for, and the difference is shown', async () => {
  const { person } = openWindow('/policies/edit?policy={"kind":"customer","id":"policy-1"}');
  await person.click(await screen.findByTestId('statement-add'));
  await waitFor(() => expect(screen.getByTestId('statement-1')).toBeInTheDocument());
  await person.click(screen.getByText('Next'));
  expect(await screen.findByTestId('text-diff')).toBeInTheDocument();
  expect(field(screen.getByTestId('set-default'))).toBeChecked();
});
