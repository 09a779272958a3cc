import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { field, fill, openWindow } from '@/app/test-window';
import type { HandOffRequest, PreviewHandOffRequest, ProposalRequest } from '@/ipc/contract';
import { fakePassword } from '@/ipc/fake';

type Opened = ReturnType<typeof openWindow>;

async function next(person: Opened['person'], heading: string) {
  await person.click(screen.getByText('Next'));
  await screen.findByText(new RegExp(heading), { selector: 'h1 *' });
}

function asked(fake: Opened['fake'], name: string): unknown[] {
  return fake.requests.filter((one) => one.name === name).map(({ request }) => request);
}

test('the simple safe hand-off is what stands there from the start', async () => {
  const { person, fake } = openWindow('/hand-off/new?users=user-0', { kind: 'local' });
  await screen.findByText('1 person chosen');
  await next(person, 'Choose what');
  expect(field(screen.getByTestId('hand-off-letter'))).toBeChecked();
  expect(field(screen.getByTestId('hand-off-password'))).toBeChecked();
  expect(field(screen.getByTestId('hand-off-mfa_alone'))).toBeChecked();
  expect(field(screen.getByTestId('hand-off-access_key'))).not.toBeChecked();
  await next(person, 'Choose how');
  expect(screen.getByTestId('letter-preview')).toHaveTextContent('AWS account acme');
  await next(person, 'Review');
  expect(await screen.findByTestId('hand-off-plan')).toHaveTextContent('password told by you');
  await person.click(screen.getByText('Hand over', { selector: 'button *' }));
  expect(await screen.findByTestId('hand-off-tell')).toHaveTextContent('••••');
  const [request] = asked(fake, 'hand_off') as HandOffRequest[];
  expect(request).toMatchObject({ letter: true, secrets: 'screen', days: 7, remember: true });
  expect(request?.items).toMatchObject({ password: true, access_key: false, mfa_alone: true });
});

test('a letter is edited with a live preview, and given back to its language', async () => {
  const { person, fake } = openWindow('/hand-off/new?users=user-0,user-1', { kind: 'local' });
  await screen.findByText('2 people chosen');
  await next(person, 'Choose what');
  await next(person, 'Choose how');
  const before = asked(fake, 'preview_hand_off').length;
  await fill(person, screen.getByTestId('letter-subject'), 'Welcome aboard');
  expect(
    await within(screen.getByTestId('letter-preview')).findByText('Welcome aboard'),
  ).toBeInTheDocument();
  // What is typed is asked about for the one person who is shown.
  const typed = asked(fake, 'preview_hand_off').slice(before) as PreviewHandOffRequest[];
  expect(typed.map(({ hand_off }) => hand_off.people.length)).not.toContain(2);
  await person.click(screen.getByTestId('letter-reset'));
  expect(field(screen.getByTestId('letter-subject'))).toHaveValue('Your access to the {account}');
});

test('a wrong address stops the step, beside its field', async () => {
  const { person } = openWindow('/hand-off/new?users=user-0', { kind: 'local' });
  await screen.findByText('1 person chosen');
  await next(person, 'Choose what');
  await next(person, 'Choose how');
  await fill(person, screen.getByTestId('contact-email-alice'), 'nonsense');
  expect((await screen.findAllByText(/not of the form/)).length).toBeGreaterThan(0);
  await person.click(screen.getByText('Next'));
  expect(screen.getByTestId('hand-off-contacts')).toBeInTheDocument();
});

test('a pasted list makes users, who are then chosen', async () => {
  const { person, fake } = openWindow('/hand-off/new', { kind: 'local' });
  await person.click(await screen.findByText('A list of names and addresses'));
  await fill(
    person,
    screen.getByTestId('people-list'),
    'alice, Alice, alice@example.com\ncarol, Carol Díaz, carol@example.com',
  );
  const table = await screen.findByTestId('people-table');
  expect(table).toHaveTextContent('carol@example.com');
  await person.click(screen.getByTestId('create-people'));
  await screen.findByText('2 people chosen');
  const change = asked(fake, 'change')[0] as ProposalRequest;
  expect(change.proposal).toMatchObject({
    kind: 'create_people',
    console: true,
    access_key: false,
    people: [{ user_name: 'carol', email: 'carol@example.com' }],
  });
});

test('several people’s secrets ask for the vault’s password once', async () => {
  const { person, fake } = openWindow('/hand-off/new?users=user-0,user-1', { kind: 'local' });
  await screen.findByText('2 people chosen');
  await next(person, 'Choose what');
  await next(person, 'Choose how');
  await person.click(screen.getByText('Printed sheet'));
  await next(person, 'Review');
  expect(await screen.findByText('The files hold secrets in the clear')).toBeInTheDocument();
  await person.click(screen.getByText('Hand over', { selector: 'button *' }));
  await fill(person, await screen.findByTestId('confirm-password'), fakePassword);
  await person.click(screen.getByTestId('confirm-password-submit'));
  expect(await screen.findByTestId('hand-off-done')).toBeInTheDocument();
  expect(asked(fake, 'hand_off')).toHaveLength(2);
  expect(asked(fake, 'confirm_password')).toHaveLength(1);
});

test('records are marked, and files are deleted from the list', async () => {
  const { person, fake } = openWindow('/hand-off', { kind: 'local' });
  expect(await screen.findByText('Ask whether it arrived')).toBeInTheDocument();
  const files = await screen.findByTestId('files-to-delete');
  expect(within(files).getByText('Delete file')).toBeInTheDocument();
  expect(within(files).getByText('I have deleted it')).toBeInTheDocument();
  await person.click(screen.getByTestId('delete-file-alice'));
  expect(await screen.findByText('1 marked as file_deleted')).toBeInTheDocument();
  expect(asked(fake, 'mark_hand_offs')).toEqual([
    expect.objectContaining({ hand_offs: ['h2'], mark: 'file_deleted' }),
  ]);
});

test('nothing handed over yet says what to do', async () => {
  openWindow('/hand-off', { kind: 'local', empty: true });
  expect(await screen.findByText('Nothing has been handed over yet')).toBeInTheDocument();
});

test('the sign-in link can be copied', async () => {
  openWindow('/sign-in', { kind: 'aws' });
  const page = await screen.findByTestId('sign-in-page');
  expect(page).toHaveTextContent('signin.aws.amazon.com/console');
});

test('the dashboard reminds of hand-offs that wait', async () => {
  const { person } = openWindow('/', { kind: 'local' });
  const reminders = await screen.findByTestId('hand-off-reminders');
  expect(reminders).toHaveTextContent('1 hand-off has expired');
  expect(reminders).toHaveTextContent('2 files with secrets to delete');
  await person.click(screen.getByTestId('hand-off-reminders-open'));
  expect(await screen.findByTestId('hand-offs-page')).toBeInTheDocument();
});

test('no secret is in the address or in what is cached', async () => {
  const { person, fake } = openWindow('/hand-off/new?users=user-0', { kind: 'local' });
  await screen.findByText('1 person chosen');
  await next(person, 'Choose what');
  await next(person, 'Choose how');
  await next(person, 'Review');
  await person.click(screen.getByText('Hand over', { selector: 'button *' }));
  await screen.findByTestId('hand-off-tell');
  await person.click(screen.getByTestId('tell-password-alice-show'));
  await fill(person, await screen.findByTestId('confirm-password'), fakePassword);
  await person.click(screen.getByTestId('confirm-password-submit'));
  const shown = (await screen.findByTestId('tell-password-alice-value')).textContent ?? '';
  expect(asked(fake, 'reveal')).toContainEqual({ credential: 'user-0-password' });
  expect(shown.length).toBeGreaterThan(5);
  expect(window.location.href).not.toContain(shown);
  // Every page that is opened afterwards draws from the cache: the secret is not in it.
  await person.click(screen.getByTestId('to-hand-offs'));
  await screen.findByTestId('hand-offs-table');
  expect(document.body.textContent).not.toContain(shown);
});
