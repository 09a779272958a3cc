import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { fill, openWindow } from '@/app/test-window';
import { fakePassword } from '@/ipc/fake';

test('a conflict is decided before the plan is applied', async () => {
  const { person, fake } = openWindow('/import');
  await person.click(await screen.findByTestId('import-choose'));
  expect(await screen.findByTestId('import-plan')).toHaveTextContent('Account file');
  await person.click(screen.getByLabelText('Take what AWS has for deploy'));
  await person.click(screen.getByTestId('import-apply'));
  const asked = () => fake.requests.findLast(({ name }) => name === 'apply_import')?.request;
  await waitFor(() =>
    expect(asked()).toEqual({
      plan: 'plan-1',
      leave_out: [],
      take_theirs: ['role deploy'],
      reason: '',
    }),
  );
});

test('a policy of a folder is left out', async () => {
  const { person, fake } = openWindow('/import');
  await person.click(await screen.findByTestId('import-folder'));
  await person.click(await screen.findByLabelText('Take WriteReports'));
  await person.click(screen.getByTestId('import-apply'));
  const asked = () => fake.requests.findLast(({ name }) => name === 'apply_import')?.request;
  await waitFor(() =>
    expect(asked()).toMatchObject({ plan: 'plan-2', leave_out: ['policy WriteReports'] }),
  );
});

test('the collect script is saved', async () => {
  const { person, fake } = openWindow('/import');
  await person.click(await screen.findByTestId('import-collect'));
  await waitFor(() =>
    expect(fake.requests.some(({ name }) => name === 'save_collect_script')).toBe(true),
  );
  expect(await screen.findByText('Saved collect.sh')).toBeVisible();
});

test('another vault is planned with its own password', async () => {
  const { person, fake } = openWindow('/import');
  await person.click(await screen.findByTestId('import-vault'));
  await fill(person, await screen.findByTestId('password-dialog-password'), fakePassword);
  await person.click(screen.getByTestId('password-dialog-submit'));
  expect(await screen.findByText('3 secrets of its users’ credentials')).toBeInTheDocument();
  await waitFor(() => expect(screen.queryByTestId('password-dialog-submit')).toBeNull());
  expect(fake.asked).not.toContain('apply_import');
});
