import { count } from './plural';

export const tags = {
  key: 'Key',
  value: 'Value',
  add: 'Add tag',
  remove: 'Remove',
  empty: 'No tags yet.',
  left: (n: number) => `${count(n, 'more tag')} can be added`,
  full: 'No more tags can be added',
  optional: ' – optional',
} as const;
