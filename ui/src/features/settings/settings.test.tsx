import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { fill, openWindow } from '@/app/test-window';
import { fakePassword } from '@/ipc/fake';
import { recoveryKey } from '@/ipc/fake-fixtures';

async function enter(
  person: ReturnType<typeof openWindow>['person'],
  password: string,
): Promise<void> {
  await fill(person, await screen.findByTestId('password-dialog-password'), password);
  await person.click(screen.getByTestId('password-dialog-submit'));
}

test('a way in is removed with the password and with no other', async () => {
  const { person, fake } = openWindow('/settings');
  await person.click(await screen.findByTestId('slot-remove-recovery_key'));
  await enter(person, 'something else');
  expect(await screen.findByTestId('failure')).toHaveAttribute('data-code', 'vault-wrong-password');
  await enter(person, fakePassword);
  await waitFor(() => expect(screen.queryByTestId('slot-remove-recovery_key')).toBeNull());
  expect(fake.requests.findLast(({ name }) => name === 'remove_slot')?.request).toEqual({
    id: '00000002',
    password: fakePassword,
  });
});

test('rotating shows the new recovery key once and has it typed again', async () => {
  const { person, view } = openWindow('/settings');
  await person.click(await screen.findByTestId('slots-rotate'));
  await enter(person, fakePassword);
  await screen.findByTestId('recovery-key');
  expect(screen.getByText(/the key file USB stick/)).toBeInTheDocument();
  for (const [index, group] of recoveryKey.split('-').entries()) {
    const asked = screen.queryByTestId(`recovery-group-${index + 1}`);
    if (asked !== null) {
      await fill(person, asked, group);
    }
  }
  await person.click(screen.getByTestId('recovery-confirm'));
  await waitFor(() => expect(screen.queryByTestId('recovery-key')).toBeNull());
  expect(view.baseElement.innerHTML).not.toContain(recoveryKey.split('-')[0]);
});

test('a restore says what would be lost before it does anything', async () => {
  const { person, fake } = openWindow('/settings');
  await person.click(await screen.findByTestId('restore-open'));
  const wizard = within(await screen.findByTestId('restore-wizard'));
  await person.click(await wizard.findByTestId('backup-auto-1.bailiwick-backup'));
  await fill(person, await wizard.findByTestId('restore-password'), fakePassword);
  await person.click(screen.getByTestId('restore-look'));
  const preview = within(await wizard.findByTestId('restore-preview'));
  expect(preview.getByText(/2 entries came after it/)).toBeInTheDocument();
  expect(fake.asked).not.toContain('restore_backup');
  await person.click(screen.getByTestId('restore-confirm'));
  expect(await screen.findByTestId('unlock-screen')).toBeInTheDocument();
});

test('a failed backup is said, and an older vault stops everything until it is decided', async () => {
  const { person } = openWindow('/', {
    notices: [
      { code: 'backup-failed', message: 'no backup was made: no room', help: 'make room' },
      { code: 'vault-rolled-back', message: 'the vault is older than it was', help: 'look' },
    ],
  });
  expect(await screen.findByText('No backup was made: no room')).toBeInTheDocument();
  await person.click(await screen.findByTestId('rollback-accept'));
  await waitFor(() => expect(screen.queryByTestId('rolled-back')).toBeNull());
});

test('the name for the journal is saved', async () => {
  const { person, fake } = openWindow('/settings');
  await fill(person, await screen.findByTestId('operator-name'), 'Ana Example');
  await person.click(screen.getByTestId('machine-settings-submit'));
  expect(await screen.findByText('The settings have been saved')).toBeInTheDocument();
  expect(fake.requests.findLast(({ name }) => name === 'change_settings')?.request).toEqual({
    idle_lock_minutes: 10,
    operator: 'Ana Example',
  });
});

test('a locked vault offers the ways in that it has', async () => {
  const { person } = openWindow('/', { state: 'locked' });
  await person.click(await screen.findByTestId('unlock-key-file'));
  expect(await screen.findByTestId('dashboard-page')).toBeInTheDocument();
});
