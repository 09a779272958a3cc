import type { RotationStage } from '@/ipc/contract';

/** What a key may be wanted for, as AWS's console asks, with what it recommends instead. */
export const keyUses = [
  {
    id: 'cli',
    label: 'Command line interface (CLI)',
    text: 'The key is for the AWS CLI on a person’s machine.',
    alternative:
      'Sign in with `aws login`, or with `aws sso login` where IAM Identity Center is in use: the CLI then has credentials that expire by themselves.',
  },
  {
    id: 'local',
    label: 'Local code',
    text: 'The key is for code that runs in a local development environment.',
    alternative:
      'Let the SDK use the session of `aws login` or IAM Identity Center, which the toolkits of the editors can open too.',
  },
  {
    id: 'aws',
    label: 'Application running on an AWS compute service',
    text: 'The key is for code on EC2, ECS, Lambda or another service of AWS.',
    alternative:
      'Give the instance, the task or the function a role: AWS hands out credentials and renews them, and there is nothing to store.',
  },
  {
    id: 'third-party',
    label: 'Third-party service',
    text: 'The key is for a service that watches or manages the account.',
    alternative:
      'Let the service assume a role with an external ID, or sign in by OpenID Connect: most services, GitHub Actions among them, can do one of the two.',
  },
  {
    id: 'outside',
    label: 'Application running outside AWS',
    text: 'The key is for a server or a workload elsewhere.',
    alternative:
      'Use IAM Roles Anywhere with a certificate of your own, or a role with OpenID Connect where the workload has an identity.',
  },
  {
    id: 'other',
    label: 'Other',
    text: 'The use is none of these.',
    alternative: '',
  },
] as const;

export const createKey = {
  title: 'Create access key',
  titleAws: 'Request access key',
  titleFor: (name: string) => `Create an access key for ${name}`,
  titleForAws: (name: string) => `Request an access key for ${name}`,
  useStep: 'Use case',
  use: 'What is the key for?',
  chooseUse: 'Choose what the key is for.',
  better: 'A better way',
  understood: 'I know the better way, and want an access key all the same',
  tick: 'Tick that you know the better way.',
  descriptionStep: 'Description',
  description: 'Description',
  descriptionHelp: 'What the key is for and where it lies, so that it can be found again',
  review: 'Review',
  doneTitle: 'The new access key',
  doneTitleAws: 'The requested access key',
  done: 'Done',
} as const;

export const rotation = {
  title: 'Rotate access key',
  titleFor: (id: string) => `Rotate ${id}`,
  keys: 'The two keys',
  old: 'Old key',
  new: 'New key',
  notMade: 'Not made yet',
  age: (days: string) => `Age: ${days}`,
  used: (at: string) => `last used: ${at}`,
  stages: 'Stages',
  activate: 'Activate again',
  handOff: 'Hand over with the wizard',
  names: {
    make: 'Make the second key',
    issue: 'Have AWS issue it',
    hand_over: 'Hand the new key over',
    move: 'See that the new key is used',
    deactivate: 'Deactivate the old key',
    wait: 'Wait',
    delete: 'Delete the old key',
  } satisfies Record<RotationStage, string>,
  texts: {
    make: 'The old key keeps working. It is not touched before the new one is in use.',
    issue:
      'AWS makes the keys of this account. Export the script of what is pending, run it, and import what AWS issued.',
    hand_over:
      'Bring the new key to whoever uses the old one, and have it put in the old one’s place. Then say so here.',
    move: 'When the new key is used and the old one no more, the change has arrived everywhere. Import the account again to see it, or note here that you know.',
    deactivate:
      'Programs that still use the old key are refused from then on. It can be activated again at once.',
    wait: 'Give it as long as the rarest program takes to run: a day, a week, a month. If something misses the old key, activate it again.',
    delete: 'A deleted key never works again.',
  } satisfies Record<RotationStage, string>,
  buttons: {
    make: 'Make the second key',
    issue: 'See what is pending',
    hand_over: 'It has been handed over',
    move: 'The new key is in use',
    deactivate: 'Deactivate the old key',
    wait: 'Nothing has missed it',
    delete: 'Delete the old key',
  } satisfies Record<RotationStage, string>,
} as const;
