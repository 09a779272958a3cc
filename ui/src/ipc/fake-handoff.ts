// The hand-off's half of the fake: told answers, and records that can be marked.
import type {
  Commands,
  HandOffPersonView,
  HandOffRowView,
  ListedPersonView,
  UserView,
} from './contract';

type HandOffCommand =
  | 'hand_off_people'
  | 'read_people'
  | 'open_people_list'
  | 'hand_off_texts'
  | 'preview_hand_off'
  | 'hand_off'
  | 'open_mail_draft'
  | 'hand_offs'
  | 'hand_off_reminders'
  | 'mark_hand_offs';

type Handlers = {
  [Name in HandOffCommand]: (request: Commands[Name]['request']) => Commands[Name]['response'];
};

interface Around {
  empty: boolean;
  users: () => readonly UserView[];
  /** Throws when the password has not been entered. */
  guard: () => void;
  note: (sentence: string) => Commands['mark_hand_offs']['response'];
}

const letters = [
  { tag: 'en', name: 'English', subject: 'Your access to the {account}', hello: 'Hello,' },
  { tag: 'de', name: 'Deutsch', subject: 'Ihr Zugang zum {account}', hello: 'Guten Tag,' },
  { tag: 'fr', name: 'Français', subject: 'Votre accès au {account}', hello: 'Bonjour,' },
  { tag: 'es', name: 'Español', subject: 'Su acceso a la {account}', hello: 'Hola:' },
];

export function makeHandOffHandlers(around: Around): Handlers {
  let rows: HandOffRowView[] = around.empty ? [] : records();
  const people = (ids: readonly string[], group: string): HandOffPersonView[] =>
    around
      .users()
      .filter((user) => ids.includes(user.id) || user.groups.some(({ id }) => id === group))
      .map(person);
  const listed = (text: string) => ({
    people: text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '' && !line.startsWith('!'))
      .map((line, index) => readLine(line, index + 1, around.users())),
    problems: text
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map(() => ({
        field: 'line 3',
        code: 'invalid-field',
        message: 'the line names nobody',
        help: 'write a user name, a name or an e-mail address',
      })),
    ignored_columns: [],
  });
  return {
    hand_off_people: ({ users, group }) => people(users, group),
    read_people: ({ text }) => listed(text),
    open_people_list: () => listed('carol, Carol Díaz, carol@example.com'),
    hand_off_texts: () => ({
      languages: letters.map(({ tag, name, subject, hello }) => ({
        tag,
        name,
        subject,
        body: `${hello}\n\n{sign_in_url}\n{user_name}\n\n{password}\n`,
      })),
      placeholders: ['greeting', 'user_name', 'sign_in_url', 'password'],
    }),
    preview_hand_off: ({ hand_off, show }) => {
      const all = around.users();
      const shown = hand_off.people.find(({ user }) => user === show) ?? hand_off.people[0];
      const language = letters.find(({ tag }) => tag === shown?.language) ?? letters[0];
      const template = hand_off.templates.find((one) => one.language === language?.tag);
      const user = all.find((one) => one.id === shown?.user);
      return {
        errors: hand_off.people.flatMap(({ email }, at) =>
          email === '' || /^\S+@\S+$/.test(email)
            ? []
            : [
                {
                  field: `people[${at}].email`,
                  code: 'invalid-field',
                  message: 'the e-mail address is not of the form `name@domain`',
                  help: '',
                },
              ],
        ),
        people: hand_off.people.map((one) => ({
          user: one.user,
          user_name: all.find(({ id }) => id === one.user)?.name ?? '',
          gets: [
            ...(hand_off.letter ? [`instructions by e-mail to ${one.email}`] : []),
            ...(hand_off.items.password ? ['password told by you'] : []),
          ],
          missing: [],
        })),
        letter:
          hand_off.letter && user !== undefined && language !== undefined
            ? {
                user: user.id,
                to: shown?.email ?? '',
                language: language.tag,
                subject: (template?.subject ?? language.subject).replace(
                  '{account}',
                  'AWS account acme',
                ),
                text: `${template?.body ?? language.hello}\n\nUser name: ${user.name}\n`,
                mailto: true,
              }
            : null,
        files: hand_off.letter ? hand_off.people.map(({ user: id }) => `${id}.eml`) : [],
        files_hold_secrets: hand_off.secrets === 'csv' || hand_off.secrets === 'sheet',
        notes: [],
      };
    },
    hand_off: ({ people: to, secrets, items, letter }) => {
      if (to.length > 1 && secrets !== 'screen') {
        around.guard();
      }
      const all = around.users();
      around.note('Handed over');
      return {
        folder: 'hand-off 2026-11-27',
        files: letter ? to.map(({ user }) => `${user}.eml`) : [],
        notes: ['On a Mac, Mail opens a draft for reading: choose Message > Send Again.'],
        tell:
          secrets === 'screen' && items.password
            ? to.map(({ user }) => ({
                credential: `${user}-password`,
                kind: 'password' as const,
                user,
                user_name: all.find(({ id }) => id === user)?.name ?? '',
              }))
            : [],
        recorded: to.length,
      };
    },
    open_mail_draft: () => ({}),
    hand_offs: ({ filter, offset, limit }) => {
      const matching = rows.filter((row) =>
        JSON.stringify(row).toLowerCase().includes(filter.toLowerCase()),
      );
      return {
        total: rows.length,
        matching: matching.length,
        rows: matching.slice(offset, offset + limit),
      };
    },
    hand_off_reminders: () => ({
      drafted: rows.filter(({ status }) => status === 'drafted').length,
      sent: rows.filter(({ status }) => status === 'sent').length,
      expired: rows.filter(({ status }) => status === 'expired').length,
      files: rows.filter(({ file }) => file !== '').length,
    }),
    mark_hand_offs: ({ hand_offs, mark }) => {
      rows = rows
        .filter(({ id }) => mark !== 'forgotten' || !hand_offs.includes(id))
        .map((row) => {
          if (!hand_offs.includes(row.id)) {
            return row;
          }
          return mark === 'file_deleted'
            ? { ...row, file: '', reminder: '' }
            : { ...row, status: mark, reminder: '' };
        });
      return around.note(`${hand_offs.length} marked as ${mark}`);
    },
  };
}

function person(user: UserView): HandOffPersonView {
  return {
    user: user.id,
    user_name: user.name,
    email: `${user.name}@example.com`,
    language: user.name === 'bob' ? 'de' : 'en',
    recipient: '',
    console: user.login_profile !== null,
    password: user.login_profile === null ? '' : user.login_profile.id,
    reset_required: true,
    access_key: '',
    mfa_seed: false,
    mfa_enabled: false,
    ssh_key: false,
    last: '',
  };
}

function readLine(line: string, number: number, users: readonly UserView[]): ListedPersonView {
  const [user_name = '', name = '', email = ''] = line.split(',').map((cell) => cell.trim());
  return {
    line: number,
    user_name,
    made: false,
    name,
    email,
    language: '',
    recipient: '',
    groups: [],
    user: users.find((user) => user.name === user_name)?.id ?? '',
  };
}

function records(): HandOffRowView[] {
  const row = (
    id: string,
    name: string,
    channel: string,
    status: string,
    file: string,
    reminder: string,
  ): HandOffRowView => ({
    id,
    user: 'user-0',
    name,
    items: channel === 'email_draft' ? ['sign-in instructions'] : ['password', 'access key'],
    channel,
    to: channel === 'email_draft' ? `${name}@example.com` : '',
    status,
    drafted: '2026-11-20T09:00:00Z',
    sent: status === 'drafted' ? '' : '2026-11-21T09:00:00Z',
    confirmed: status === 'confirmed' ? '2026-11-22T09:00:00Z' : '',
    expires: '2026-11-27T09:00:00Z',
    file,
    file_known: file !== '' && name === 'alice',
    used: false,
    reminder,
  });
  return [
    row('h1', 'alice', 'email_draft', 'sent', '', 'ask whether it arrived'),
    row('h2', 'alice', 'sheet', 'drafted', 'alice_sheet.html', 'print it, give it to its owner'),
    row('h3', 'bob', 'csv', 'expired', 'bob_credentials.csv', 'too late: reset the credential'),
    row('h4', 'bob', 'screen', 'confirmed', '', ''),
  ];
}
