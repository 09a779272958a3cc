import { count, list } from './plural';

export const importPlan = {
  title: 'Import',
  description: 'Brings in what AWS has, from a file that you made with the AWS CLI.',
  choose: 'Choose account file',
  otherFile: 'Choose another file',
  apply: 'Apply this plan',
  emptyTitle: 'No file chosen yet',
  emptyText:
    'The file is the answer of “aws iam get-account-authorization-details”. You see what would change before anything is stored.',
  command: 'aws iam get-account-authorization-details > account.json',
  commandLabel: 'The command that makes the file',
  copyCommand: 'Copy the command',
  commandCopied: 'Command copied',
  target: (name: string) => `Into ${name}`,
  planTitle: (file: string) => `What ${file} would change`,
  planText: (accountId: string) => `The file speaks of account ${accountId}`,
  others: (ids: readonly string[]) =>
    `It also holds entities of ${count(ids.length, 'other account')}, added beside this one: ${list(ids)}.`,
  inFile: 'In the file',
  contents: (users: number, groups: number, roles: number, policies: number) =>
    list([
      count(users, 'user'),
      count(groups, 'group'),
      count(roles, 'role'),
      count(policies, 'policy', 'policies'),
    ]),
  new: 'New',
  changed: 'Changed',
  gone: 'Gone',
  unchanged: 'Unchanged',
  actions: { new: 'New', changed: 'Changed', gone: 'Gone' } as Record<string, string>,
  entities: { user: 'User', group: 'User group', role: 'Role', policy: 'Policy' } as Record<
    string,
    string
  >,
  rows: 'Entities',
  difference: 'Difference',
  nothing: 'Nothing would change',
  nothingText: 'The account already looks like this file.',
  unreadable: (n: number) => `${count(n, 'thing', 'things')} in the file could not be read`,
  unreadableText: 'Only what is named here is left out; everything else is imported.',
  where: 'Where',
  why: 'Why',
  show: 'Show',
  all: 'All',
} as const;
