// The help panel: one text for each page.
export interface HelpText {
  title: string;
  paragraphs: readonly string[];
}

export const help = {
  dashboard: {
    title: 'Dashboard',
    paragraphs: [
      'What this account holds, what is not in AWS yet, and what happened last.',
      'In an AWS account the numbers are the planned state: what AWS was last seen to have, with the changes made here on top.',
    ],
  },
  users: {
    title: 'Users',
    paragraphs: [
      'An IAM user is a person or an application with credentials of its own in this account.',
      'Give permissions through user groups where you can: a policy on a group serves everybody in it.',
    ],
  },
  user: {
    title: 'User',
    paragraphs: [
      'Permissions shows every policy and the way it comes: directly, or through a group.',
      'Secrets stay hidden until you ask for one, and hide themselves again. Each time is recorded under Activity.',
      'To replace an access key, create the second one first, hand it over, deactivate the old one and delete it when nothing uses it any more.',
    ],
  },
  createKey: {
    title: 'Create access key',
    paragraphs: [
      'An access key works from anywhere until it is deleted, so the first question is whether there is a better way: credentials that expire by themselves.',
      'A user has at most two access keys. The second place is there to replace the first key without an interruption.',
      'In an AWS account the key is requested here and made by AWS: export the pending script, run it, and import what AWS issued.',
    ],
  },
  rotateKey: {
    title: 'Rotate an access key',
    paragraphs: [
      'The second key is made first and nothing is destroyed before the new one is in use. A switched-off key can be switched on again, a deleted one never.',
      'You may leave at any stage: this page reads off the two keys how far the rotation has come.',
      'Wait as long as the rarest program takes to run: a nightly job needs a day, a monthly one a month.',
    ],
  },
  credentialReport: {
    title: 'Credential report',
    paragraphs: [
      'The columns are AWS’s own, in AWS’s order; reports of Bailiwick have one more that says so.',
      'AWS’s report comes with an import of a bundle or of the answer of “aws iam get-credential-report”. It is shown and saved unchanged.',
      'In an AWS account a report made here tells what the last import saw, and leaves blank what that did not say.',
    ],
  },
  createUser: {
    title: 'Create user',
    paragraphs: [
      'Nothing is stored before the last step. Going back loses nothing.',
      'The review shows the exact changes and what this person will be able to do.',
      'In an AWS account the user is planned here. A password chosen here is valid once the change has been made in AWS; an access key is made by AWS.',
    ],
  },
  handOff: {
    title: 'Hand over',
    paragraphs: [
      'The simple safe way: instructions by e-mail, one password by phone or on paper that must be changed at the first sign-in, and the person sets up MFA alone.',
      'An e-mail never holds a secret. What is attached is encrypted, and its passphrase goes another way.',
      'Each hand-off is recorded: drafted, sent, confirmed or expired. Delete files with secrets when they have been used.',
    ],
  },
  share: {
    title: 'Other admins',
    paragraphs: [
      'Each admin has a copy of the vault and works on it. What one changed goes to the others as a file that only they can open, and is laid onto their copies.',
      'The file is not signed: whoever has an admin’s public key can make one. Look at what it would change before you take it over.',
      'Keys and passwords stay in the vault in which they were made. Hand them over another way.',
      'When a synced folder left a conflict copy, put its files into a folder of their own and compare it the same way.',
    ],
  },
  signIn: {
    title: 'Sign-in link',
    paragraphs: [
      'IAM users sign in at the address of their account, with the account’s alias or its twelve digits.',
    ],
  },
  groups: {
    title: 'User groups',
    paragraphs: [
      'A user group holds users and the policies that they share. Groups do not contain groups.',
    ],
  },
  roles: {
    title: 'Roles',
    paragraphs: [
      'A role has no credentials of its own: whoever its trust policy names may assume it for a while.',
      'The wizard writes the trust policy for a service of AWS, another account, or an identity provider. Attach the permissions to the role as to a user.',
      'Roles of AWS services and of IAM Identity Center are read only: their owner alone changes them.',
    ],
  },
  providers: {
    title: 'Identity providers',
    paragraphs: [
      'An identity provider vouches for people or programs that have no user here: they assume a role for as long as a session lasts, and there is no password or key to keep.',
      'OpenID Connect serves programs such as GitHub Actions; SAML serves a corporate directory by its metadata. Adding a provider lets nobody in: the trust policy of a role does. The role wizard writes it, with the condition that says whose workload it must be.',
      'SAML metadata and its certificates end some day. Whoever runs the directory gives out the next document; replace it here before.',
    ],
  },
  organization: {
    title: 'Organization and resources',
    paragraphs: [
      'Service control policies (SCPs) limit what anybody in the account can do, resource control policies (RCPs) who can reach its resources. They give nothing. The management account is not limited by them.',
      'A level holds the levels and accounts under it: root, organizational units, this account.',
      'Buckets, queues, topics and keys have policies of their own. Note those that matter, and the simulator asks them too.',
    ],
  },
  sessions: {
    title: 'Temporary credentials',
    paragraphs: [
      'A session is planned here and got by the command: nothing is asked of AWS by this window.',
      'A session of a role lasts one hour, or up to what the role allows; a role that is assumed by another role never more than one hour. A session token of a user lasts 12 hours, from 15 minutes up to 36 hours.',
      'A session policy can only take away. What would be left can be tried below.',
    ],
  },
  policies: {
    title: 'Policies',
    paragraphs: [
      'Customer managed policies belong to this account. AWS managed policies are AWS’s own and come from the catalogue in this application.',
      'The type says where the policy comes from; “Attached to” counts users, groups and roles.',
    ],
  },
  expectations: {
    title: 'Expectations',
    paragraphs: [
      'An expectation is a question of the simulator with the answer that it shall have. It is asked before every change: one that would break it says so, and takes a reason to go on, which stays in the journal.',
      'The file that is saved here is what `bailiwick expect` takes on the command line, for an account in a vault or for the file of one; its exit status tells CI.',
      'An expectation whose principal is gone can not be asked, and so does not hold.',
    ],
  },
  findings: {
    title: 'Findings',
    paragraphs: [
      'Every finding says why it is one. docs/findings.md of the application lists what is looked for.',
      'A cure is shown as the changes it is made of before anything happens, is recorded as one change, and has one undo.',
      'A way to become an administrator is certain when everything that it takes is in this account, and possible when it takes something that is not known here, such as a function with an administrator’s role.',
    ],
  },
  whoCan: {
    title: 'Who can…?',
    paragraphs: [
      'Every user and role of the account is asked the same question. Those who can come first, each with the policies that decided.',
      'Conditions that depend on the call, such as an address or MFA, are not known here: an answer that hangs on them says “Depends on context”.',
    ],
  },
  can: {
    title: 'What can…?',
    paragraphs: [
      'Every action of the catalogue is asked about for one principal. “All” means every resource of the account that the action works on; “some” comes with the patterns, with what a boundary or an organization lets through, and with what is denied again.',
      'Roles are assumed as far as their trust policies let it, and resources that are known with their policies have their say.',
    ],
  },
  compare: {
    title: 'Compare',
    paragraphs: [
      'For everybody of the account: which actions they gain and lose between two moments. A moment is the account in AWS as last imported, the plan, or the plan as it stood after an entry of the journal. People whose policies are the same at both are left out without being asked.',
      'The account’s expectations are asked at both moments; those with another answer at the second one stand above.',
      'The access matrix shows the same cell by cell: choose “Planned against AWS” there.',
    ],
  },
  map: {
    title: 'Account map',
    paragraphs: [
      'Columns of users, groups, roles and policies. Users who have nothing of their own are folded into their groups.',
      'Choose a node to see only what it leads to and what leads to it. A dashed line is a permissions boundary, a dotted one a trust policy that names somebody of this account.',
    ],
  },
  matrix: {
    title: 'Access matrix',
    paragraphs: [
      'Every cell is one answer of the simulator: ✓ allowed, ◐ allowed on some resources, – implicitly denied (nothing allows it), ✕ explicitly denied (a statement denies it), ? depends on a condition key that is not known.',
      'Columns are principals, or resources that one principal asks for, or values of one condition key.',
      'What if: try changes on a copy of the account. Cells then show what they were and what they would be. Apply records all of them as one change.',
    ],
  },
  simulator: {
    title: 'Policy simulator',
    paragraphs: [
      'Choose who, which action and on what. The answer comes while you type.',
      'Allowed: some statement allows it and none denies it. Explicitly denied: a Deny statement matches. Implicitly denied: nothing allows it.',
      'Without a resource the question is about any resource; the answer then says on which ones.',
      'Conditions lists only the keys that the policies in question test. A key without a value is absent from the request.',
      'Policies that could not be evaluated are named, never left out silently.',
    ],
  },
  activity: {
    title: 'Activity',
    paragraphs: [
      'Every change, every look at a secret and every event of the vault, newest first, in a chain that shows any later edit.',
      'Undo checks an older change against the present before it is taken back.',
    ],
  },
  import: {
    title: 'Import',
    paragraphs: [
      'Run “aws iam get-account-authorization-details > account.json” with credentials that may read IAM, and choose the file here. The collect script gathers more: keys with their last use, passwords, MFA devices.',
      'You see what is new, changed, gone and in conflict, and what could not be read, before anything is stored. An import is one entry of the activity, and one undo.',
      'A template, a Terraform plan or a folder of policies is additive: what it does not speak of stays as it is.',
    ],
  },
  export: {
    title: 'Export',
    paragraphs: [
      'The script for the AWS CLI makes sure of the account, checks before it creates, stops at the first failure and can be run again.',
      'No secret is in these files. Passwords reach the script as a credentials file, on file descriptor 3: the script says how.',
    ],
  },
  pending: {
    title: 'Pending changes',
    paragraphs: [
      'The difference between what is planned here and what AWS was last seen to have.',
      'A change stays pending until an import shows it in AWS.',
    ],
  },
  settings: {
    title: 'Settings',
    paragraphs: [
      'The look of the window, when it locks itself, what opens the vault, its backups, and a check of everything the vault stores.',
      'Backups are made by themselves. Restoring one makes a new vault beside this one; nothing is written over.',
      'Rotating the key makes old passwords and old copies of the key slots useless for today’s vault.',
    ],
  },
  account: {
    title: 'Accounts',
    paragraphs: [
      'A vault holds one or more accounts, such as development and production. The window shows one at a time.',
    ],
  },
} as const satisfies Record<string, HelpText>;
