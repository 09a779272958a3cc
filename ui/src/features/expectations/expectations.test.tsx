import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { fill, openWindow } from '@/app/test-window';

test('what does not hold stands first, with what was expected and found', async () => {
  const { person, fake } = openWindow('/expectations');
  const table = await screen.findByTestId('expectations-table');
  expect(table).toHaveAttribute('data-failed', '2');
  const [, first] = within(table).getAllByRole('row');
  expect(first).toHaveTextContent('Nobody deletes reports');
  expect(first).toHaveTextContent('Denied');
  expect(first).toHaveTextContent('Allowed');
  expect(screen.getByTestId('expectation-state-the intern reads nothing')).toHaveTextContent(
    'Can not be asked',
  );

  // A file is taken in by review, as any change; and goes out again.
  await person.click(screen.getByTestId('expectations-in'));
  await person.click(await screen.findByTestId('change-confirm'));
  expect(await screen.findByTestId('expectation-state-interns read no salaries')).toHaveTextContent(
    'Holds',
  );
  await person.click(screen.getByTestId('expectations-out'));
  await waitFor(() => expect(fake.asked).toContain('save_expectations'));

  await person.click(screen.getByRole('checkbox', { name: 'Select Nobody deletes reports' }));
  await person.click(screen.getByTestId('expectations-delete'));
  await person.click(await screen.findByTestId('change-confirm'));
  await waitFor(() =>
    expect(screen.queryByTestId('expectation-state-Nobody deletes reports')).toBeNull(),
  );
});

test('an answer becomes an expectation with a name', async () => {
  const { person, fake } = openWindow('/simulator?principal=user-0');
  await fill(person, await screen.findByTestId('simulate-action'), 's3:DeleteObject');
  await person.keyboard('{Enter}');
  await person.click(await screen.findByTestId('save-expectation'));
  const name = await screen.findByTestId('expectation-name');
  expect(within(name).getByRole('textbox')).toHaveValue('alice can not s3:DeleteObject');
  await person.click(screen.getByTestId('change-confirm'));
  await screen.findByTestId('flash-success');
  expect(fake.requests.findLast(({ name: asked }) => asked === 'change')?.request).toMatchObject({
    proposal: {
      kind: 'save_expectations',
      expectations: [{ action: 's3:DeleteObject', expected: 'denied' }],
    },
  });
});

test('a change that breaks one says so before, and takes a reason', async () => {
  const { person, fake } = openWindow('/findings');
  await person.click(await screen.findByTestId('cure-policy-unattached-ReportsReader'));
  const breaks = await screen.findByTestId('change-breaks');
  expect(breaks).toHaveTextContent('alice can read reports');
  expect(screen.getByTestId('change-confirm')).toBeDisabled();
  expect(fake.asked).not.toContain('change');
  await fill(person, screen.getByTestId('break-reason'), 'the reports moved');
  await person.click(screen.getByTestId('change-confirm'));
  await screen.findByTestId('flash-success');
  expect(fake.requests.findLast(({ name }) => name === 'change')?.request).toMatchObject({
    proposal: { kind: 'in_spite_of', reason: 'the reports moved', proposal: { kind: 'cure' } },
  });
});
