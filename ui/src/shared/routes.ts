// Where every page lives. Features link by these and know nothing of the router's set-up.
import { useRouter } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { MapEdgeView, PolicyHandle } from '@/ipc/contract';

export const routes = {
  dashboard: '/',
  groups: '/groups',
  createGroup: '/groups/create',
  group: (id: string) => `/groups/${encodeURIComponent(id)}`,
  users: '/users',
  createUser: '/users/create',
  user: (id: string) => `/users/${encodeURIComponent(id)}`,
  userKeys: (id: string) => `/users/${encodeURIComponent(id)}?${search({ tab: 'credentials' })}`,
  createKey: (id: string) => `/users/${encodeURIComponent(id)}/keys/create`,
  rotateKey: (id: string, key: string) =>
    `/users/${encodeURIComponent(id)}/keys/${encodeURIComponent(key)}/rotate`,
  mfa: (id: string) => `/users/${encodeURIComponent(id)}/mfa`,
  offboard: (id: string) => `/users/${encodeURIComponent(id)}/offboard`,
  accountSettings: '/account-settings',
  providers: '/providers',
  organization: '/organization',
  sessions: '/sessions',
  credentialReport: '/credential-report',
  roles: '/roles',
  createRole: '/roles/create',
  editTrust: (id: string) => `/roles/${encodeURIComponent(id)}/trust`,
  role: (id: string) => `/roles/${encodeURIComponent(id)}`,
  policies: '/policies',
  createPolicy: '/policies/create',
  copyPolicy: (from: PolicyHandle) => `/policies/create?${search({ from })}`,
  editPolicy: (handle: PolicyHandle) => `/policies/edit?${search({ policy: handle })}`,
  createInline: (entity: string, holder: string, name: string) =>
    `/policies/create-inline?${search({ entity, holder, name })}`,
  policy: (handle: PolicyHandle) => `/policies/view?${search({ policy: handle })}`,
  simulator: '/simulator',
  /** The simulator with somebody, and where they are known with an action and a resource. */
  simulatorFor: (principal: string, action?: string, resource?: string) =>
    `/simulator?${search({ principal, action, resource })}`,
  matrix: '/matrix',
  whoCan: '/who-can',
  can: '/can',
  canOf: (principal: string) => `/can?${search({ principal })}`,
  compare: '/compare',
  map: '/map',
  handOffs: '/hand-off',
  newHandOff: (users: readonly string[]) =>
    users.length === 0 ? '/hand-off/new' : `/hand-off/new?${search({ users: users.join(',') })}`,
  signIn: '/sign-in',
  mapPath: (path: readonly MapEdgeView[]) => `/map?${search({ path })}`,
  mapEscalation: (principal: string) => `/map?${search({ escalation: principal })}`,
  findings: '/findings',
  expectations: '/expectations',
  activity: '/activity',
  import: '/import',
  export: '/export',
  pending: '/pending',
  share: '/share',
  addAccount: '/accounts/add',
  settings: '/settings',
} as const;

/** The page of something by its kind and local id; `null` where there is none. */
export function pageOfEntity(kind: string, id: string): string | null {
  switch (kind) {
    case 'user':
      return routes.user(id);
    case 'group':
      return routes.group(id);
    case 'role':
      return routes.role(id);
    case 'policy':
      return routes.policy({ kind: 'customer', id });
    default:
      return null;
  }
}

/** The address for a link: pages stand behind the `#`. */
export function href(path: string): string {
  return `#${path}`;
}

/** Goes to a page. */
export function useGo(): (path: string) => void {
  const router = useRouter();
  return useCallback((path) => router.history.push(path), [router]);
}

function search(values: Record<string, unknown>): string {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([key, value]) => {
      const text = typeof value === 'string' ? value : JSON.stringify(value);
      return `${key}=${encodeURIComponent(text)}`;
    })
    .join('&');
}
