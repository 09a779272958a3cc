import { count, number } from './plural';

export const permissions = {
  title: 'Permissions policies',
  descriptionWithGroups: 'Policies attached directly and policies that come through a group.',
  policyName: 'Policy name',
  via: 'Attached',
  actions: 'Actions',
  empty: 'No policies',
  boundaryTitle: 'Permissions boundary',
  boundaryText: 'The most that the policies above can allow.',
  noBoundary: 'No permissions boundary is set.',
  setBoundary: 'Set boundary',
  changeBoundary: 'Change boundary',
  removeBoundary: 'Remove boundary',
  choosePolicies: 'Policies',
  findPolicies: 'Find policies by name',
  scope: 'Which policies',
  scopes: {
    all: 'All types',
    aws_managed: 'AWS managed',
    customer_managed: 'Customer managed',
  },
  attachedTo: 'Attached to',
  chosen: (n: number) => (n === 0 ? 'None chosen' : `${count(n, 'policy', 'policies')} chosen`),
  drop: (name: string) => `Remove ${name}`,
  noPolicies: 'No policies',
  noPoliciesText: 'There is no policy of this type.',
  document: 'Policy document',
  access: 'What this person will be able to do',
  accessAdmin: 'Everything: this is administrator access to the whole account.',
  accessNone: 'Nothing yet. No policy allows an action.',
  accessCount: (allowed: number, all: number, services: number) =>
    `${count(allowed, 'action')} of ${number(all)}, in ${count(services, 'service')}`,
  service: 'Service',
  levels: 'Access',
  level: (name: string, allowed: number, total: number) =>
    allowed === total
      ? `${name}: all ${number(total)}`
      : `${name}: ${number(allowed)} of ${number(total)}`,
  limited: 'limited to certain resources or conditions',
  limitedMark: '*',
  limitedNote: '* limited to certain resources or conditions',
  moreServices: (n: number) => `Show ${count(n, 'more service', 'more services')}`,
  accessUnknown: 'Not taken into account',
} as const;
