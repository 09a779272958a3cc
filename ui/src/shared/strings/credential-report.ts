export const credentialReport = {
  title: 'Credential report',
  description: 'Every user with password, MFA, access keys and certificates, as the file holds it.',
  save: 'Download .csv',
  whose: 'Whose report',
  ofAws: 'AWS’s own',
  ofBailiwick: 'What is known here',
  fromAws: (at: string) =>
    `This is AWS’s own report, made ${at}. It is shown and saved exactly as it came in.`,
  fromBailiwick: (at: string) =>
    `Made by Bailiwick ${at}, not by AWS: a blank is not known here. Import AWS’s credential report to see what it says.`,
  fromLocal: (at: string) =>
    `Made by Bailiwick ${at}. It is the authority of this local account: the report is complete.`,
  rows: 'Users',
  find: 'Find in the report',
  empty: 'No users',
  emptyText: 'A report has a row for each user, and this account has none.',
  blank: '–',
} as const;
