// The other side, in memory: for tests of screens and for the accessibility run. Its answers are
// told, not worked out; nothing here knows how policies are evaluated.
import { CommandFailure, type CommandName, connectTo, type Transport } from './client';
import type {
  AccountView,
  Commands,
  CredentialView,
  DoneView,
  GateState,
  GateView,
  JournalEntryView,
  NoticeView,
  Proposal,
  Rows,
  RowsRequest,
  UserView,
} from './contract';
import { makeEditorHandlers } from './fake-editor';
import {
  breaksOf,
  deleted,
  expectations,
  makeExpectationHandlers,
  merged,
} from './fake-expectations';
import * as fixtures from './fake-fixtures';
import { makeHandOffHandlers } from './fake-handoff';
import { makePeopleHandlers } from './fake-people';
import { makeSimulatorHandlers } from './fake-simulator';

type Handlers = {
  [Name in CommandName]: (request: Commands[Name]['request']) => Commands[Name]['response'];
};

export interface FakeOptions {
  state?: GateState;
  kind?: 'aws' | 'local';
  /** No accounts, users or groups yet. */
  empty?: boolean;
  /** Seconds after which a secret that was shown hides itself. */
  hideAfter?: number;
  /** What Rust found and nobody asked about. */
  notices?: readonly NoticeView[];
  /** Commands that fail. */
  failing?: readonly CommandName[];
}

/** The password that opens the fake vault. */
export const fakePassword = 'correct horse battery staple';

export interface Fake {
  transport: Transport;
  /** Every command that was asked, in order. */
  asked: CommandName[];
  requests: { name: CommandName; request: unknown }[];
}

export function makeFake(options: FakeOptions = {}): Fake {
  const handlers = makeHandlers(options);
  const fake: Fake = {
    asked: [],
    requests: [],
    transport: async (name, request) => {
      fake.asked.push(name);
      fake.requests.push({ name, request });
      if (options.failing?.includes(name) === true) {
        throw failure('internal', 'the fake was told to fail', 'tell it otherwise');
      }
      // Answers are copies, as they would be after a journey through JSON.
      const handler = handlers[name] as (request: unknown) => unknown;
      return structuredClone(handler(request));
    },
  };
  return fake;
}

/** For pages of the accessibility run: `?state=locked&kind=aws&empty=1&failing=users`. */
export function connectFake(search: URLSearchParams): void {
  const state = search.get('state');
  const failing = search.get('failing');
  const fake = makeFake({
    state: state === 'no_vault' || state === 'locked' ? state : 'unlocked',
    kind: search.get('kind') === 'local' ? 'local' : 'aws',
    empty: search.has('empty'),
    failing: failing === null ? [] : (failing.split(',') as CommandName[]),
  });
  connectTo(fake.transport);
}

function failure(code: string, message: string, help = '', at = ''): CommandFailure {
  return new CommandFailure({ code, message, help, at });
}

function makeHandlers(options: FakeOptions): Handlers {
  let state: GateState = options.state ?? 'unlocked';
  let accounts: AccountView[] =
    options.empty === true && state === 'no_vault' ? [] : [fixtures.account(options.kind ?? 'aws')];
  let users: UserView[] = options.empty === true ? [] : fixtures.users();
  const groups = options.empty === true ? [] : fixtures.groups();
  let journal: JournalEntryView[] = options.empty === true ? [] : fixtures.journal();
  let kept = options.empty === true ? [] : expectations;
  let settings = fixtures.settings;
  let slots = fixtures.slots;
  let notices: NoticeView[] = [...(options.notices ?? [])];
  let confirmed = false;
  let generation = 1;
  const overLock = new Map<string, string>();
  let undoTo: { sequence: number; users: UserView[] }[] = [];

  const gate = (): GateView => ({
    state,
    vault:
      state === 'no_vault'
        ? null
        : { folder: '/vaults/My team.bailiwick', name: 'My team', location: '~/Documents' },
    recent: [],
    idle_lock_minutes: settings.idle_lock_minutes,
    can_open_with: ['password', 'recovery_key', 'key_file', 'keychain'],
    new_vaults_in: '~/Documents',
    version: '0.1.0',
  });

  /** Acts that ask for the password again. */
  const again = (password: string) => {
    if (password !== fakePassword) {
      throw failure('vault-wrong-password', 'this password does not open the vault', 'try again');
    }
  };

  const userOf = (id: string): UserView => {
    const user = users.find((one) => one.id === id);
    if (user === undefined) {
      throw failure('NoSuchEntity', `there is no user \`${id}\``);
    }
    return user;
  };

  const record = (
    sentence: string,
    entity: string | null,
    credentials: CredentialView[],
    before: UserView[],
  ): DoneView => {
    const sequence = journal.length + 1;
    undoTo = [...undoTo, { sequence, users: before }];
    journal = [
      { ...fixtures.entry(sequence, sentence), details: [sentence], undoable: true },
      ...journal,
    ];
    generation += 1;
    return { sequence, sentence, undoable: true, entity, credentials };
  };

  const credential = (user: UserView, kind: CredentialView['kind']): CredentialView => ({
    id: `${user.id}-${kind}`,
    kind,
    user: user.id,
    user_name: user.name,
    access_key_id: kind === 'access_key' && options.kind === 'local' ? 'LKIAIOSFODNN7EXAMPLE' : '',
    has_secret: kind === 'password' || options.kind === 'local',
    sign_in_url: fixtures.signInUrl,
  });

  const change = (proposal: Proposal): DoneView => {
    const before = structuredClone(users);
    const replace = (next: UserView) => {
      users = users.map((one) => (one.id === next.id ? next : one));
    };
    switch (proposal.kind) {
      case 'create_user': {
        const user = fixtures.newUser(proposal);
        users = [...users, user];
        return record(
          `User ${user.name} created`,
          user.id,
          [
            ...(proposal.console === null ? [] : [credential(user, 'password')]),
            ...(proposal.access_key === null ? [] : [credential(user, 'access_key')]),
          ],
          before,
        );
      }
      case 'create_people': {
        users = [
          ...users,
          ...proposal.people.map((person) => ({
            ...fixtures.newUser({
              name: person.user_name,
              path: '/',
              console: null,
              access_key: null,
              groups: [],
              new_groups: [],
              policies: [],
              boundary: null,
              tags: [],
            }),
            id: `new-${person.user_name}`,
          })),
        ];
        return record(`${proposal.people.length} users created`, null, [], before);
      }
      case 'delete_user': {
        const user = userOf(proposal.user);
        users = users.filter((one) => one.id !== user.id);
        return record(`User ${user.name} deleted`, null, [], before);
      }
      case 'enable_console':
      case 'reset_password': {
        const user = userOf(proposal.user);
        const view = credential(user, 'password');
        replace({
          ...user,
          login_profile: {
            id: view.id,
            created: fixtures.now,
            reset_required: proposal.reset_required,
            has_secret: true,
          },
        });
        return record(`Console access of ${user.name} enabled`, user.id, [view], before);
      }
      case 'disable_console': {
        const user = userOf(proposal.user);
        replace({ ...user, login_profile: null });
        return record(`Console access of ${user.name} disabled`, user.id, [], before);
      }
      case 'set_tags': {
        const user = userOf(proposal.user);
        replace({ ...user, tags: proposal.tags });
        return record(`Tags of ${user.name} changed`, user.id, [], before);
      }
      case 'create_access_key': {
        const user = userOf(proposal.user);
        return record(
          `Access key for ${user.name} created`,
          user.id,
          [credential(user, 'access_key')],
          before,
        );
      }
      case 'save_expectations':
        kept = merged(kept, proposal.expectations);
        return record('Expectation saved', null, [], before);
      case 'delete_expectations':
        kept = deleted(kept, proposal.expectations);
        return record('Expectation deleted', null, [], before);
      case 'in_spite_of':
        return change(proposal.proposal);
      default:
        return record('Change recorded', null, [], before);
    }
  };

  return {
    gate,
    choose_vault_folder: () => ({
      folder: '/vaults',
      name: 'My team',
      location: '~/Documents',
    }),
    password_strength: ({ password }) => fixtures.strength(password),
    create_vault: ({ name }) => {
      state = 'unlocked';
      accounts = [];
      return {
        vault: { folder: `/vaults/${name}.bailiwick`, name, location: '~/Documents' },
        recovery_key: fixtures.recoveryKey,
      };
    },
    open_vault: () => {
      state = 'locked';
      return gate();
    },
    unlock: (request) => {
      if (request.kind === 'password' && request.password !== fakePassword) {
        throw failure(
          'vault-wrong-password',
          'this password does not open the vault',
          'try again, or use the recovery key',
        );
      }
      state = 'unlocked';
      return gate();
    },
    lock: () => {
      state = 'locked';
      confirmed = false;
      return gate();
    },
    confirm_password: ({ password }) => {
      if (password !== fakePassword) {
        throw failure('vault-wrong-password', 'this password does not open the vault', 'try again');
      }
      confirmed = true;
      return {};
    },
    change_vault_password: () => ({}),
    check_vault: () => fixtures.check,
    keep_over_lock: ({ place, value }) => {
      overLock.delete(place);
      if (value !== '') {
        overLock.set(place, value);
      }
      return {};
    },
    kept_over_lock: () => [...overLock].map(([place, value]) => ({ place, value })),
    poll: () => ({ unlocked: state === 'unlocked', generation, notices }),
    work: () => ({ doing: 'measuring how fast this machine derives keys', percent: 40 }),
    give_up: () => ({}),
    vault_slots: () => slots,
    add_key_file: ({ label, password }) => {
      again(password);
      slots = { ...slots, slots: [...slots.slots, fixtures.keyFileSlot(label)] };
      return { file_name: `${label}.bailiwick-key`, notes: [] };
    },
    add_keychain: ({ password }) => {
      again(password);
      slots = { ...slots, in_keychain: true };
      return slots;
    },
    remove_slot: ({ id, password }) => {
      again(password);
      slots = { ...slots, slots: slots.slots.filter((slot) => slot.id !== id) };
      return slots;
    },
    replace_recovery_key: ({ password }) => {
      again(password);
      return { recovery_key: fixtures.recoveryKey, dropped: [] };
    },
    rotate_key: ({ password }) => {
      again(password);
      return { recovery_key: fixtures.recoveryKey, dropped: ['the key file USB stick'] };
    },
    unlock_with_key_file: () => {
      state = 'unlocked';
      return gate();
    },
    unlock_with_keychain: () => {
      state = 'unlocked';
      return gate();
    },
    backups: () => fixtures.backups,
    back_up: () => ({ file_name: '2026-11-27T040000Z.bailiwick-backup', notes: [] }),
    back_up_elsewhere: () => ({ file_name: 'My team.bailiwick-backup', notes: [] }),
    choose_backup: () => fixtures.backups.backups[0] ?? null,
    preview_backup: ({ password }) => {
      again(password);
      return { ...fixtures.backupPreview, lost: journal.slice(0, 2), lost_total: 2 };
    },
    restore_backup: () => {
      state = 'locked';
      return gate();
    },
    settings: () => settings,
    change_settings: (request) => {
      settings = { ...settings, ...request };
      return settings;
    },
    choose_breached_hashes: () => {
      settings = { ...settings, breached_hashes: '/home/ana/pwned-passwords.txt' };
      return settings;
    },
    forget_breached_hashes: () => {
      settings = { ...settings, breached_hashes: '' };
      return settings;
    },
    accept_state: () => {
      notices = [];
      return {};
    },
    accounts: () => accounts,
    create_account: ({ kind, account_id, alias }) => {
      if (!/^\d{12}$/.test(account_id)) {
        throw failure(
          'invalid-field',
          `\`${account_id}\` is not an account id`,
          'it has twelve digits',
          'account_id',
        );
      }
      const account = { ...fixtures.account(kind), id: account_id, account_id, alias };
      accounts = [...accounts, { ...account, name: alias || account_id, pending: 0 }];
      return record(`Account ${account_id} added`, account_id, [], users);
    },
    dashboard: () => ({
      account: accounts[0] ?? fixtures.account('aws'),
      users: users.length,
      groups: groups.length,
      roles: fixtures.roles.length,
      policies: 3,
      console_users: users.filter((user) => user.login_profile !== null).length,
      active_keys: users.flatMap((user) => user.access_keys).filter((key) => key.active).length,
      credentials_known: true,
      recent: journal.slice(0, 5),
    }),
    password_policy: () => fixtures.passwordPolicy,
    users: (request) => window(users.map(fixtures.userRow), request),
    user: ({ id }) => userOf(id),
    groups: (request) => window(groups, request),
    group: ({ id }) => fixtures.group(id),
    roles: (request) => window(options.empty === true ? [] : fixtures.roles, request),
    role: ({ id }) => fixtures.role(id),
    policies: (request) =>
      window(
        fixtures.policies.filter((row) => request.scope === 'all' || row.kind === request.scope),
        request,
      ),
    policy: ({ policy }) => fixtures.policy(policy),
    preview: ({ proposal }) => fixtures.preview(proposal, users),
    change: ({ proposal }) => {
      const [broken] = breaksOf(proposal);
      if (broken !== undefined) {
        throw failure(
          'expectations-broken',
          `this breaks 1 expectation: \`${broken.name}\``,
          'leave it, change the expectation, or say why it has to be',
        );
      }
      return change(proposal);
    },
    check_new_password: ({ password }) => ({
      violations: password.length < 8 ? ['It must have at least 8 characters.'] : [],
      warnings: password.includes(',') ? ['A comma would split it in a CSV file.'] : [],
    }),
    undo: ({ sequence }) => {
      const saved = undoTo.find((one) => one.sequence === sequence);
      if (saved === undefined) {
        throw failure('refused', 'the present is no longer what this change left behind');
      }
      users = saved.users;
      const undone = journal.find((one) => one.sequence === sequence)?.sentence ?? '';
      return { ...record(undone, null, [], users), undoable: false };
    },
    journal: ({ offset, limit }) => ({
      total: journal.length,
      matching: journal.length,
      rows: journal.slice(offset, offset + limit),
    }),
    search_journal: ({ kind, text, offset, limit }) => {
      const meant = journal.filter(
        (entry) =>
          (kind === '' || entry.kind === kind) &&
          entry.sentence.toLowerCase().includes(text.toLowerCase()),
      );
      return {
        total: journal.length,
        matching: meant.length,
        rows: meant.slice(offset, offset + limit),
      };
    },
    save_journal: () => ({ file_name: 'journal.ndjson', notes: [] }),
    pending: () => (options.empty === true || options.kind === 'local' ? [] : fixtures.pending),
    save_changes: ({ since }) => ({ file_name: `changes-${since + 1}-4.age`, notes: [] }),
    open_changes: () => fixtures.offeredChanges,
    compare_copy: ({ password }) => {
      again(password);
      return fixtures.offeredChanges;
    },
    take_changes: () => record('Took over 2 changes of berta@desk', null, [], users),
    reveal: () => {
      if (!confirmed) {
        throw failure('password-needed', 'the vault’s password is needed again');
      }
      return { value: fixtures.secret, hide_after_seconds: options.hideAfter ?? 30 };
    },
    copy_secret: () => {
      if (!confirmed) {
        throw failure('password-needed', 'the vault’s password is needed again');
      }
      return { clear_after_seconds: 20 };
    },
    save_credentials: () => ({
      file_name: 'credentials.csv',
      notes: ['It holds secrets: delete it when it has been handed over.'],
    }),
    save_email_draft: () => ({ file_name: 'welcome.eml', notes: [] }),
    plan_import: () => fixtures.importPlan,
    plan_import_folder: () => fixtures.policiesPlan,
    plan_import_vault: ({ password }) => {
      again(password);
      return fixtures.vaultPlan;
    },
    import_progress: () => ({ percent: 40 }),
    save_account: ({ format }) => ({ file_name: `account.${format}`, notes: [] }),
    save_credential_report: () => ({ file_name: 'report.csv', notes: [] }),
    save_collect_script: () => ({ file_name: 'collect.sh', notes: [] }),
    apply_import: () => {
      accounts = accounts.length === 0 ? [fixtures.account('aws')] : accounts;
      return record('Account file imported', null, [], users);
    },
    search_actions: ({ text, limit }) =>
      fixtures.actions
        .filter((action) => action.name.toLowerCase().includes(text.toLowerCase()))
        .slice(0, limit),
    search_principals: ({ text, limit, others }) => [
      ...users
        .filter((user) => user.name.toLowerCase().includes(text.toLowerCase()))
        .slice(0, limit)
        .map(({ id, name, arn }) => ({ id, entity: 'user', name, arn })),
      ...(others ? fixtures.otherPrincipals(text) : []),
    ],
    context_keys: () => fixtures.contextKeys,
    simulate: fixtures.simulate,
    ...makeSimulatorHandlers(),
    ...makePeopleHandlers({
      local: options.kind === 'local',
      confirmed: () => confirmed,
      record: (sentence, entity) => record(sentence, entity, [], users),
    }),
    ...makeHandOffHandlers({
      empty: options.empty === true,
      users: () => users,
      guard: () => {
        if (!confirmed) {
          throw failure('password-needed', 'the vault’s password is needed again');
        }
      },
      note: (sentence) => record(sentence, null, [], users),
    }),
    ...makeEditorHandlers(),
    ...makeExpectationHandlers(() => kept),
  };
}

/** The window of rows that a table asked for. */
function window<Row extends { name: string }>(
  all: readonly Row[],
  request: RowsRequest,
): Rows<Row> {
  const wanted = request.filter.toLowerCase();
  const matching = all.filter((row) => JSON.stringify(row).toLowerCase().includes(wanted));
  const sorted = [...matching].sort((one, other) => {
    const order = textOf(one, request.sort).localeCompare(textOf(other, request.sort));
    return request.descending ? -order : order;
  });
  const rows = sorted.slice(request.offset, request.offset + request.limit);
  return { total: all.length, matching: matching.length, rows };
}

function textOf(row: { name: string }, column: string): string {
  const value = (row as unknown as Record<string, unknown>)[column];
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : row.name;
}
