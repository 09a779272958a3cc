import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { fill, openWindow } from '@/app/test-window';
import { fakePassword } from '@/ipc/fake';

const last = (fake: ReturnType<typeof openWindow>['fake'], command: string) =>
  fake.requests.findLast(({ name }) => name === command)?.request;

test('changes leave for keys or for a passphrase, never for both', async () => {
  const { person, fake } = openWindow('/share');
  const keys = await screen.findByTestId('send-keys');
  await person.type(within(keys).getByRole('textbox'), 'age1example');
  await person.click(screen.getByTestId('send-submit'));
  await waitFor(() =>
    expect(last(fake, 'save_changes')).toEqual({
      since: 0,
      recipients: 'age1example',
      passphrase: '',
    }),
  );
  await person.click(screen.getAllByRole('radio', { name: /A passphrase/ })[0] as HTMLElement);
  await fill(person, await screen.findByTestId('send-passphrase'), 'nine violet llamas');
  await person.click(screen.getByTestId('send-submit'));
  await waitFor(() =>
    expect(last(fake, 'save_changes')).toEqual({
      since: 0,
      recipients: '',
      passphrase: 'nine violet llamas',
    }),
  );
});

test('conflicts are decided one by one and taken over as one change with its undo', async () => {
  const { person, fake } = openWindow('/share');
  await person.click(await screen.findByTestId('receive-open'));
  await screen.findByTestId('offered-changes');
  expect(fake.asked).not.toContain('take_changes');
  expect(screen.getByText('{"team":"platform"}')).toBeInTheDocument();
  const carol = within(screen.getByTestId('decide-user-2'));
  await person.click(carol.getByRole('button', { name: 'There' }));
  await person.click(screen.getByTestId('offer-take'));
  await waitFor(() =>
    expect(last(fake, 'take_changes')).toEqual({
      offer: 'offer-1',
      theirs: ['user-2'],
      reason: '',
    }),
  );
  expect(await screen.findByRole('button', { name: 'Undo' })).toBeInTheDocument();
  expect(await screen.findByTestId('send-changes')).toBeInTheDocument();
});

test('a conflict copy is compared with the password it has', async () => {
  const { person } = openWindow('/share');
  await fill(person, await screen.findByTestId('compare-password'), fakePassword);
  await person.click(screen.getByTestId('compare-choose'));
  expect(await screen.findByTestId('offered-changes')).toBeInTheDocument();
});
