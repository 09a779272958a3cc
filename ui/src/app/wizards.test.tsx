// What all wizards share, seen in each.
import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { field, fill, openAfterLock, openWindow } from '@/app/test-window';

const wizards = [
  ['/users/create', 'user-name', 'zhang.wei'],
  ['/groups/create', 'group-name', 'Readers'],
  ['/roles/create', 'role-other-service', 'ec2.amazonaws.com'],
] as const;

test.each(wizards)(
  'a draft of %s outlives a lock, and Back loses nothing',
  async (at, id, text) => {
    const first = openWindow(at, { kind: 'local' });
    const { person } = first;
    await fill(person, await screen.findByTestId(id), text);
    await openAfterLock(first);
    expect(field(await screen.findByTestId(id))).toHaveValue(text);
    await person.click(screen.getByText('Next'));
    await waitFor(() => expect(screen.queryByTestId(id)).not.toBeInTheDocument());
    await person.click(screen.getByText('Previous'));
    expect(field(await screen.findByTestId(id))).toHaveValue(text);
  },
);

test('a step that is not let go puts the focus where something is to be mended', async () => {
  const { person } = openWindow('/users/create', { kind: 'local' });
  await fill(person, await screen.findByTestId('user-name'), 'ALICE');
  await screen.findByText(/There is a user/);
  await person.click(screen.getByText('Next'));
  await waitFor(() => expect(field(screen.getByTestId('user-name'))).toHaveFocus());
});
