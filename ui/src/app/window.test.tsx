import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { field, fill, openWindow } from '@/app/test-window';
import { fakePassword } from '@/ipc/fake';
import { recoveryKey, secret } from '@/ipc/fake-fixtures';

test('a locked vault opens with its password and with no other', async () => {
  const { person } = openWindow('/', { state: 'locked' });
  const password = field(await screen.findByTestId('unlock-password'));
  await fill(person, password, 'something else');
  await person.click(screen.getByTestId('unlock-submit'));
  expect(await screen.findByTestId('failure')).toHaveAttribute('data-code', 'vault-wrong-password');
  await fill(person, password, fakePassword);
  await person.click(screen.getByTestId('unlock-submit'));
  expect(await screen.findByTestId('dashboard-page')).toBeInTheDocument();
});

test('first run: vault, password, recovery key typed again, local account', async () => {
  const { person, fake } = openWindow('/', { state: 'no_vault', empty: true });
  await person.click(await screen.findByTestId('welcome-create'));
  await person.click(await screen.findByTestId('set-up-next'));
  await fill(person, await screen.findByTestId('new-password'), fakePassword);
  await fill(person, screen.getByTestId('repeat-password'), fakePassword);
  await person.click(screen.getByTestId('set-up-create-vault'));
  await screen.findByTestId('recovery-key');

  // Groups that were not typed do not do.
  await person.click(screen.getByTestId('recovery-confirm'));
  expect(screen.getByTestId('recovery-key')).toBeInTheDocument();
  const groups = recoveryKey.split('-');
  for (const [index, group] of groups.entries()) {
    const asked = screen.queryByTestId(`recovery-group-${index + 1}`);
    if (asked !== null) {
      await fill(person, asked, group.toLowerCase());
    }
  }
  await person.click(screen.getByTestId('recovery-confirm'));

  await person.click(await screen.findByTestId('account-kind-local'));
  await fill(person, screen.getByTestId('account-id'), '12345');
  await person.click(screen.getByTestId('account-submit'));
  expect(await screen.findByText(/is not an account id/)).toBeInTheDocument();
  await fill(person, screen.getByTestId('account-id'), '111122223333');
  await person.click(screen.getByTestId('account-submit'));
  expect(await screen.findByTestId('dashboard-page')).toBeInTheDocument();
  expect(fake.requests.findLast(({ name }) => name === 'create_account')?.request).toMatchObject({
    account_id: '111122223333',
  });
});

test('a secret is shown after the password was asked for, and nowhere else', async () => {
  const { person, view } = openWindow('/users/user-0?tab=credentials');
  await person.click(await screen.findByTestId('console-password-show'));
  await fill(person, await screen.findByTestId('confirm-password'), fakePassword);
  await person.click(screen.getByTestId('confirm-password-submit'));
  expect(await screen.findByTestId('console-password-value')).toHaveTextContent(secret);
  expect(window.location.href).not.toContain(secret);
  expect(JSON.stringify(window.localStorage)).not.toContain(secret);

  // The bar draws itself twice to measure; the last one is the one that is seen.
  const [lock] = screen.getAllByText('Lock').slice(-1);
  if (lock !== undefined) {
    await person.click(lock);
  }
  await screen.findByTestId('unlock-screen');
  expect(view.baseElement.innerHTML).not.toContain(secret);
});

test('a secret that was shown hides itself', async () => {
  const { person } = openWindow('/users/user-0?tab=credentials', { hideAfter: 2 });
  await person.click(await screen.findByTestId('console-password-show'));
  await fill(person, await screen.findByTestId('confirm-password'), fakePassword);
  await person.click(screen.getByTestId('confirm-password-submit'));
  const value = await screen.findByTestId('console-password-value');
  await waitFor(() => expect(value).toHaveTextContent(secret));
  await waitFor(() => expect(value).not.toHaveTextContent(secret));
  expect(screen.getByTestId('console-password-show')).toBeInTheDocument();
});

test('a change says what was done, and undo takes it back', async () => {
  const { person, fake } = openWindow('/users/user-1');
  await screen.findByText('bob', { selector: 'h1 *' });
  await person.click(screen.getByTestId('user-delete'));
  await fill(person, await screen.findByTestId('change-typed'), 'bob');
  await person.click(screen.getByTestId('change-confirm'));
  expect(await screen.findByText('User bob deleted')).toBeInTheDocument();
  await screen.findByTestId('users-table');
  await waitFor(() => expect(screen.queryByTestId('user-link-bob')).toBeNull());
  await person.click(screen.getByTestId('flash-undo'));
  expect(await screen.findByTestId('user-link-bob')).toBeInTheDocument();
  expect(fake.asked).toContain('undo');
});

test('each of a list’s states is drawn', async () => {
  const failed = openWindow('/users', { failing: ['users'] });
  expect(await screen.findByTestId('failure')).toBeInTheDocument();
  failed.view.unmount();
  const empty = openWindow('/users', { empty: true });
  expect(await screen.findByText('No users yet')).toBeInTheDocument();
  empty.view.unmount();
  const { person } = openWindow('/users');
  await screen.findByTestId('user-link-alice');
  await fill(person, screen.getByPlaceholderText(/Find users/), 'nobody of that name');
  expect(await screen.findByText('No matches')).toBeInTheDocument();
});
