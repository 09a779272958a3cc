// Which address shows which page. Hash history: the window has no server behind it.
import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from '@tanstack/react-router';
import { NotFound, Shell } from '@/app/shell';
import { listSearch } from '@/shared/list-state';
import { z } from '@/shared/validation';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });

const handle = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('customer'), id: z.string() }),
  z.object({ kind: z.literal('arn'), arn: z.string() }),
  z.object({ kind: z.literal('inline'), holder: z.string(), name: z.string() }),
]);

const dashboard = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyRouteComponent(
    () => import('@/features/dashboard/dashboard-page'),
    'DashboardPage',
  ),
});

const users = createRoute({
  getParentRoute: () => root,
  path: '/users',
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import('@/features/users/users-page'), 'UsersPage'),
});

const createUser = createRoute({
  getParentRoute: () => root,
  path: '/users/create',
  component: lazyRouteComponent(
    () => import('@/features/create-user/create-user-page'),
    'CreateUserPage',
  ),
});

const user = createRoute({
  getParentRoute: () => root,
  path: '/users/$id',
  validateSearch: z.object({ tab: z.string().optional() }),
  component: lazyRouteComponent(() => import('@/features/users/user-page'), 'UserPage'),
});

const createKey = createRoute({
  getParentRoute: () => root,
  path: '/users/$id/keys/create',
  component: lazyRouteComponent(
    () => import('@/features/access-keys/create-key-page'),
    'CreateKeyPage',
  ),
});

const rotateKey = createRoute({
  getParentRoute: () => root,
  path: '/users/$id/keys/$key/rotate',
  component: lazyRouteComponent(
    () => import('@/features/access-keys/rotate-key-page'),
    'RotateKeyPage',
  ),
});

const credentialReport = createRoute({
  getParentRoute: () => root,
  path: '/credential-report',
  component: lazyRouteComponent(
    () => import('@/features/credential-report/credential-report-page'),
    'CredentialReportPage',
  ),
});

const mfa = createRoute({
  getParentRoute: () => root,
  path: '/users/$id/mfa',
  component: lazyRouteComponent(() => import('@/features/mfa/mfa-page'), 'MfaPage'),
});

const offboard = createRoute({
  getParentRoute: () => root,
  path: '/users/$id/offboard',
  component: lazyRouteComponent(() => import('@/features/offboard/offboard-page'), 'OffboardPage'),
});

const accountSettings = createRoute({
  getParentRoute: () => root,
  path: '/account-settings',
  component: lazyRouteComponent(
    () => import('@/features/account/account-settings-page'),
    'AccountSettingsPage',
  ),
});

const providers = createRoute({
  getParentRoute: () => root,
  path: '/providers',
  component: lazyRouteComponent(() => import('@/features/account/providers-page'), 'ProvidersPage'),
});

const organization = createRoute({
  getParentRoute: () => root,
  path: '/organization',
  component: lazyRouteComponent(
    () => import('@/features/account/organization-page'),
    'OrganizationPage',
  ),
});

const sessions = createRoute({
  getParentRoute: () => root,
  path: '/sessions',
  component: lazyRouteComponent(() => import('@/features/account/sessions-page'), 'SessionsPage'),
});

const groups = createRoute({
  getParentRoute: () => root,
  path: '/groups',
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import('@/features/groups/groups-page'), 'GroupsPage'),
});

const group = createRoute({
  getParentRoute: () => root,
  path: '/groups/$id',
  component: lazyRouteComponent(() => import('@/features/groups/group-page'), 'GroupPage'),
});

const roles = createRoute({
  getParentRoute: () => root,
  path: '/roles',
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import('@/features/roles/roles-page'), 'RolesPage'),
});

const role = createRoute({
  getParentRoute: () => root,
  path: '/roles/$id',
  component: lazyRouteComponent(() => import('@/features/roles/role-page'), 'RolePage'),
});

const policies = createRoute({
  getParentRoute: () => root,
  path: '/policies',
  validateSearch: listSearch.extend({ scope: z.string().optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('@/features/policies/policies-page'), 'PoliciesPage'),
});

const policy = createRoute({
  getParentRoute: () => root,
  path: '/policies/view',
  validateSearch: z.object({ policy: handle }),
  component: lazyRouteComponent(() => import('@/features/policies/policy-page'), 'PolicyPage'),
});

const createPolicy = createRoute({
  getParentRoute: () => root,
  path: '/policies/create',
  validateSearch: z.object({ from: handle.optional().catch(undefined) }),
  component: lazyRouteComponent(
    () => import('@/features/create-policy/create-policy-page'),
    'CreatePolicyPage',
  ),
});

const editPolicy = createRoute({
  getParentRoute: () => root,
  path: '/policies/edit',
  validateSearch: z.object({ policy: handle }),
  component: lazyRouteComponent(
    () => import('@/features/edit-policy/edit-policy-page'),
    'EditPolicyPage',
  ),
});

const createInline = createRoute({
  getParentRoute: () => root,
  path: '/policies/create-inline',
  validateSearch: z.object({ entity: z.string(), holder: z.string(), name: z.string() }),
  component: lazyRouteComponent(
    () => import('@/features/edit-policy/edit-policy-page'),
    'CreateInlinePage',
  ),
});

const createGroup = createRoute({
  getParentRoute: () => root,
  path: '/groups/create',
  component: lazyRouteComponent(
    () => import('@/features/create-group/create-group-page'),
    'CreateGroupPage',
  ),
});

const createRole = createRoute({
  getParentRoute: () => root,
  path: '/roles/create',
  component: lazyRouteComponent(
    () => import('@/features/create-role/create-role-page'),
    'CreateRolePage',
  ),
});

const editTrust = createRoute({
  getParentRoute: () => root,
  path: '/roles/$id/trust',
  component: lazyRouteComponent(() => import('@/features/roles/edit-trust-page'), 'EditTrustPage'),
});

const simulator = createRoute({
  getParentRoute: () => root,
  path: '/simulator',
  validateSearch: z.object({
    principal: z.string().optional().catch(undefined),
    action: z.string().optional().catch(undefined),
    resource: z.string().optional().catch(undefined),
  }),
  component: lazyRouteComponent(
    () => import('@/features/simulator/simulator-page'),
    'SimulatorPage',
  ),
});

const matrix = createRoute({
  getParentRoute: () => root,
  path: '/matrix',
  component: lazyRouteComponent(() => import('@/features/simulator/matrix-page'), 'MatrixPage'),
});

const whoCan = createRoute({
  getParentRoute: () => root,
  path: '/who-can',
  component: lazyRouteComponent(() => import('@/features/simulator/who-can-page'), 'WhoCanPage'),
});

const can = createRoute({
  getParentRoute: () => root,
  path: '/can',
  validateSearch: z.object({ principal: z.string().optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('@/features/simulator/can-page'), 'CanPage'),
});

const compare = createRoute({
  getParentRoute: () => root,
  path: '/compare',
  component: lazyRouteComponent(() => import('@/features/compare/compare-page'), 'ComparePage'),
});

const edge = z.object({ from: z.string(), to: z.string(), kind: z.string() });

const findings = createRoute({
  getParentRoute: () => root,
  path: '/findings',
  component: lazyRouteComponent(() => import('@/features/findings/findings-page'), 'FindingsPage'),
});

const expectations = createRoute({
  getParentRoute: () => root,
  path: '/expectations',
  component: lazyRouteComponent(
    () => import('@/features/expectations/expectations-page'),
    'ExpectationsPage',
  ),
});

const map = createRoute({
  getParentRoute: () => root,
  path: '/map',
  validateSearch: z.object({
    path: z.array(edge).optional().catch(undefined),
    escalation: z.string().optional().catch(undefined),
  }),
  component: lazyRouteComponent(
    () => import('@/features/account-map/account-map-page'),
    'AccountMapPage',
  ),
});

const activity = createRoute({
  getParentRoute: () => root,
  path: '/activity',
  component: lazyRouteComponent(() => import('@/features/activity/activity-page'), 'ActivityPage'),
});

const importPage = createRoute({
  getParentRoute: () => root,
  path: '/import',
  component: lazyRouteComponent(() => import('@/features/import/import-page'), 'ImportPage'),
});

const exportPage = createRoute({
  getParentRoute: () => root,
  path: '/export',
  component: lazyRouteComponent(() => import('@/features/export/export-page'), 'ExportPage'),
});

const pending = createRoute({
  getParentRoute: () => root,
  path: '/pending',
  component: lazyRouteComponent(() => import('@/features/pending/pending-page'), 'PendingPage'),
});

const handOffs = createRoute({
  getParentRoute: () => root,
  path: '/hand-off',
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import('@/features/hand-off/hand-offs-page'), 'HandOffsPage'),
});

const newHandOff = createRoute({
  getParentRoute: () => root,
  path: '/hand-off/new',
  validateSearch: z.object({ users: z.string().optional().catch(undefined) }),
  component: lazyRouteComponent(
    () => import('@/features/hand-off/hand-off-wizard-page'),
    'HandOffWizardPage',
  ),
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  component: lazyRouteComponent(() => import('@/features/hand-off/sign-in-page'), 'SignInPage'),
});

const addAccount = createRoute({
  getParentRoute: () => root,
  path: '/accounts/add',
  component: lazyRouteComponent(
    () => import('@/features/set-up/add-account-page'),
    'AddAccountPage',
  ),
});

const share = createRoute({
  getParentRoute: () => root,
  path: '/share',
  component: lazyRouteComponent(() => import('@/features/share/share-page'), 'SharePage'),
});

const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  component: lazyRouteComponent(() => import('@/features/settings/settings-page'), 'SettingsPage'),
});

const tree = root.addChildren([
  dashboard,
  users,
  createUser,
  user,
  createKey,
  rotateKey,
  credentialReport,
  mfa,
  offboard,
  accountSettings,
  providers,
  organization,
  sessions,
  groups,
  group,
  roles,
  role,
  policies,
  policy,
  createPolicy,
  editPolicy,
  createInline,
  createGroup,
  createRole,
  editTrust,
  simulator,
  matrix,
  whoCan,
  can,
  compare,
  findings,
  expectations,
  map,
  activity,
  importPage,
  exportPage,
  pending,
  share,
  handOffs,
  newHandOff,
  signIn,
  addAccount,
  settings,
]);

export function makeRouter() {
  return createRouter({ routeTree: tree, history: createHashHistory() });
}

/**
 * Brings the code of every page, one after the other, once the first page stands: no first visit
 * waits for code. Answers how to stop.
 */
export function bringPages(router: ReturnType<typeof makeRouter>): () => void {
  const waiting = Object.values(router.routesById);
  let timer = window.setTimeout(next, 1500);
  function next() {
    const route = waiting.shift();
    if (route !== undefined) {
      const after = () => {
        timer = window.setTimeout(next, 20);
      };
      // A page whose code does not come says so when it is opened.
      Promise.resolve(router.loadRouteChunk(route)).then(after, after);
    }
  }
  return () => {
    waiting.length = 0;
    window.clearTimeout(timer);
  };
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
