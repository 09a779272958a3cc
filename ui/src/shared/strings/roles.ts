import { count } from './plural';

export const roles = {
  title: 'Roles',
  description: 'Permissions for whoever the trust policy names, without credentials of their own.',
  find: 'Find roles by name or trusted entity',
  emptyTitle: 'No roles yet',
  emptyText: 'Create one, or import an account file.',
  name: 'Role name',
  trusted: 'Trusted entities',
  lastUsed: 'Last used',
  maxSession: 'Maximum session',
  hours: (seconds: number) =>
    seconds % 3600 === 0
      ? count(seconds / 3600, 'hour')
      : count(Math.round(seconds / 60), 'minute'),
  trustPolicy: 'Trust policy',
  trustText: 'Who may assume this role, and under which conditions.',
  permissionsEmpty: 'This role can do nothing yet.',
} as const;
