import { count } from './plural';

export const backups = {
  title: 'Backups',
  text: 'Made by themselves every hour in which something changed, opened and checked, and thinned out by age.',
  location: (place: string) => `They lie in ${place}. Copies elsewhere help against a lost disk.`,
  list: 'Backups of this vault',
  none: 'No backups yet',
  noneText: 'The first one is made when something has changed.',
  made: 'Made',
  kind: 'Kind',
  automatic: 'By itself',
  byHand: 'By hand',
  size: 'Size',
  bytes: (n: number) => (n < 1_000_000 ? `${Math.ceil(n / 1000)} kB` : `${Math.ceil(n / 1e6)} MB`),
  since: 'Since then',
  entries: (n: number) => count(n, 'entry', 'entries'),
  other: 'Another vault, or one that went another way',
  now: 'Back up now',
  toElsewhere: 'Back up elsewhere',
  done: (file: string) => `Backup ${file} has been made`,
  restoreButton: 'Restore a backup',
  restoreTitle: 'Restore a backup',
  elsewhere: 'Choose a file',
  thenPassword: 'Password of that day',
  thenPasswordText: (file: string) =>
    `${file} opens with the password that the vault had when it was made.`,
  look: 'Look into it',
  restore: 'Restore',
  holds: (last: string) => `The backup’s last entry is of ${last}. It holds:`,
  account: (account: {
    name: string;
    users: number;
    groups: number;
    roles: number;
    policies: number;
  }) =>
    `${account.name}: ${count(account.users, 'user')}, ${count(account.groups, 'group')}, ${count(account.roles, 'role')}, ${count(account.policies, 'policy', 'policies')}`,
  unknown:
    'The open vault does not go on from this backup, or is locked: what would be lost can not be told.',
  nothingLost: 'Nothing came after this backup.',
  lost: (n: number) => `${count(n, 'entry', 'entries')} came after it and will not be in it`,
  lostTable: 'What came after the backup',
  beside: 'A new vault is made beside this one. This one stays as it is.',
  failed: 'Backups fail',
} as const;
