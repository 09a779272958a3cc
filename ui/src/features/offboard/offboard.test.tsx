import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { carriedOut, fill, openAfterLock, openWindow } from '@/app/test-window';

test('a person is seen off: what there is, who names them, what remains', async () => {
  const { person, fake } = openWindow('/users/user-0/offboard');
  expect(await screen.findByTestId('offboard-has')).toHaveTextContent('a console password');
  expect(screen.getByTestId('offboard-may')).toHaveTextContent('ReadOnlyAccess');
  expect(screen.getByTestId('offboard-named')).toHaveTextContent('Deployer');
  expect(screen.getByTestId('offboard-remaining')).toHaveTextContent('handed over');
  await person.click(screen.getByText('Delete the user'));
  await person.click(screen.getByTestId('offboard'));
  // A user is not deleted by one press.
  expect(await screen.findByTestId('change-confirm')).toBeDisabled();
  await fill(person, screen.getByTestId('change-typed'), 'alice');
  await waitFor(() => expect(screen.getByTestId('change-confirm')).toBeEnabled());
  await person.click(screen.getByTestId('change-confirm'));
  expect(await carriedOut(fake)).toEqual({
    kind: 'person',
    user: 'user-0',
    step: { what: 'offboard', delete_user: true, roles: [] },
  });
  expect(await screen.findByTestId('users-page')).toBeInTheDocument();
});

test('what was chosen outlives a lock', async () => {
  const first = openWindow('/users/user-1/offboard');
  await first.person.click(await screen.findByText('Delete the user'));
  await openAfterLock(first);
  await screen.findByTestId('offboard');
  expect(screen.getByRole('radio', { name: /Delete the user/ })).toBeChecked();
});
