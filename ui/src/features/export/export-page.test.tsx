import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { openWindow } from '@/app/test-window';

test('what is pending leaves as a script, the whole account as AWS’s file', async () => {
  const { person, fake } = openWindow('/export');
  await person.click(await screen.findByTestId('export-save'));
  const asked = () => fake.requests.findLast(({ name }) => name === 'save_account')?.request;
  await waitFor(() => expect(asked()).toMatchObject({ format: 'aws-cli', extent: 'pending' }));
  expect(screen.getByRole('radio', { name: /Account file/ })).toBeDisabled();
  await person.click(screen.getByRole('radio', { name: /All that was observed/ }));
  await person.click(screen.getByRole('radio', { name: /Account file/ }));
  await person.click(screen.getByTestId('export-save'));
  await waitFor(() =>
    expect(asked()).toMatchObject({ format: 'authorization-details', extent: 'observed' }),
  );
});

test('what the account expects leaves as a file', async () => {
  const { person, fake } = openWindow('/export');
  await person.click(await screen.findByTestId('export-expectations'));
  await waitFor(() => expect(fake.asked).toContain('save_expectations'));
  expect(await screen.findByText(/example-team-expectations.json/)).toBeInTheDocument();
});
