// The other side, in memory: MFA, the whole person, the account as a whole. Told, not worked out.
import { CommandFailure } from './client';
import type {
  AccountResourceView,
  AccountSettingsView,
  Commands,
  CredentialReportView,
  DoneView,
  KeyRotationView,
  MfaQrView,
  OffboardingView,
  OrganizationPolicyView,
  OrganizationView,
  PostureView,
  ProvidersView,
  RotationStage,
  SessionView,
} from './contract';

type Names =
  | 'start_mfa'
  | 'start_mfa_from_picture'
  | 'mfa_qr'
  | 'finish_mfa'
  | 'cancel_mfa'
  | 'mfa_device_qr'
  | 'mfa_enable_command'
  | 'offboarding'
  | 'account_settings'
  | 'identity_providers'
  | 'account_resources'
  | 'organization'
  | 'security_checks'
  | 'key_rotation'
  | 'credential_report'
  | 'plan_session'
  | 'try_session';

type Handlers = {
  [Name in Names]: (request: Commands[Name]['request']) => Commands[Name]['response'];
};

/** Two codes that the fake takes for right. */
export const fakeCodes = ['123456', '654321'] as const;
/** A seed that the fake takes, of the documentation. */
export const fakeSeed = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

const qr: MfaQrView = {
  side: 29,
  path: 'M4 4h7v1h-7zM4 5h1v1h-1zM10 5h1v1h-1z',
  secret_key: 'GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ',
  label: 'alice@example-team',
  hide_after_seconds: 120,
};

const command = {
  command:
    'aws iam enable-mfa-device --user-name=alice --serial-number=arn:aws:iam::111122223333:mfa/alice --authentication-code1=123456 --authentication-code2=654321',
  valid_seconds: 45,
};

function refuse(code: string, message: string, help: string, at: string): CommandFailure {
  return new CommandFailure({ code, message, help, at });
}

export interface PeopleOptions {
  local: boolean;
  /** Whether the vault's password was given not long ago. */
  confirmed: () => boolean;
  record: (sentence: string, entity: string | null) => DoneView;
}

export function makePeopleHandlers({ local, confirmed, record }: PeopleOptions): Handlers {
  const guard = () => {
    if (!confirmed()) {
      throw refuse('password-needed', 'the vault’s password is needed again', '', '');
    }
  };
  let user = '';
  return {
    start_mfa: ({ user: id, name, seed }) => {
      if (name.includes(' ')) {
        throw refuse(
          'invalid-field',
          `\`${name}\` holds a blank`,
          '1 to 226 letters, digits and `_+=,.@-`',
          'name',
        );
      }
      if (!local && seed === '') {
        throw refuse('invalid-field', 'the secret key is missing', 'paste it', 'seed');
      }
      user = id;
      return {
        setup: 'setup-1',
        user_name: 'alice',
        serial: `arn:aws:iam::111122223333:mfa/${name}`,
      };
    },
    start_mfa_from_picture: ({ user: id, name }) => {
      user = id;
      return {
        setup: 'setup-2',
        user_name: 'alice',
        serial: `arn:aws:iam::111122223333:mfa/${name}`,
      };
    },
    mfa_qr: () => qr,
    finish_mfa: ({ first, second }) => {
      if (first !== fakeCodes[0] || second !== fakeCodes[1]) {
        throw refuse(
          'InvalidAuthenticationCode',
          'these are not codes of this device',
          'scan the QR code again',
          'first',
        );
      }
      return {
        done: record('MFA device enabled for user alice', user),
        clock: 'The device’s clock is right.',
        credential: 'mfa-1',
        command: local ? null : command,
      };
    },
    cancel_mfa: () => ({}),
    mfa_device_qr: () => {
      guard();
      return qr;
    },
    mfa_enable_command: () => {
      guard();
      return command;
    },
    offboarding: () => offboarding,
    account_settings: () => settings,
    identity_providers: () => providers,
    account_resources: () => resources,
    organization: () => organization,
    security_checks: () => posture,
    key_rotation: ({ key }) => rotationAt(key, local),
    credential_report: ({ own, filter }) => report(own || local, filter, local),
    try_session: ({ action, resource }) => [
      {
        action,
        resource: resource || '*',
        verdict: action.startsWith('s3:Get') ? 'allowed' : 'implicitly_denied',
        sentence: action.startsWith('s3:Get')
          ? 'Allowed by `ReadOnlyAccess`.'
          : 'No policy of the session allows it.',
      },
    ],
    plan_session: ({ duration_seconds }) =>
      duration_seconds > 43_200
        ? {
            ...session,
            errors: [
              {
                field: 'duration_seconds',
                code: 'invalid-field',
                message: 'this is no duration for this call',
                help: 'from 15 minutes to 12 hours',
              },
            ],
            command: '',
            profile: '',
          }
        : session,
  };
}

const offboarding: OffboardingView = {
  name: 'alice',
  disabled: false,
  credentials: ['a console password', 'an access key, active: AKIAIOSFODNN7EXAMPLE'],
  permissions: ['ReadOnlyAccess (Group Analysts)'],
  named_by: [{ entity: 'role', id: 'role-0', name: 'Deployer' }],
  remaining: ['Secrets that were handed over are known to the person.'],
};

const settings: AccountSettingsView = {
  alias: 'example-team',
  sign_in_url: 'https://example-team.signin.aws.amazon.com/console',
  custom_policy: false,
  policy: {
    minimum_length: 6,
    require_symbols: false,
    require_numbers: false,
    require_uppercase: false,
    require_lowercase: false,
    allow_users_to_change_password: false,
    max_age_days: 0,
    reuse_prevention: 0,
    hard_expiry: false,
  },
  rules: ['must have at least 8 characters'],
  quotas: [
    { name: 'users', value: 5000, default: 5000, used: 24 },
    { name: 'groups_per_user', value: 10, default: 10, used: null },
  ],
};

const providers: ProvidersView = {
  oidc: [
    {
      id: 'oidc-0',
      url: 'https://token.actions.githubusercontent.com',
      arn: 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com',
      client_ids: ['sts.amazonaws.com'],
      thumbprints: [],
      tags: [{ key: 'team', value: 'build' }],
      roles: ['Deployer'],
    },
  ],
  saml: [
    {
      id: 'saml-0',
      name: 'Directory',
      arn: 'arn:aws:iam::111122223333:saml-provider/Directory',
      entity_id: 'https://idp.example.com/metadata',
      sign_in_url: 'https://idp.example.com/sso',
      valid_until: '2026-03-01T00:00:00Z',
      days_left: 57,
      certificates: [
        {
          subject: 'CN=idp.example.com',
          issuer: 'CN=idp.example.com',
          not_before: '2025-01-01T00:00:00Z',
          not_after: '2026-02-01T00:00:00Z',
          days_left: 29,
        },
      ],
      problem: '',
      tags: [],
      roles: [],
    },
  ],
  presets: [
    {
      name: 'GitHub Actions',
      url: 'https://token.actions.githubusercontent.com',
      client_id: 'sts.amazonaws.com',
      note: 'Narrow the role’s trust policy to one repository.',
    },
  ],
};

const resources: AccountResourceView[] = [
  {
    id: 'resource-0',
    arn: 'arn:aws:s3:::example-reports',
    service: 's3',
    policy: '{"Version":"2012-10-17","Statement":[]}',
    tags: [{ key: 'team', value: 'analytics' }],
  },
];

const full: OrganizationPolicyView = {
  id: 'scp-0',
  name: 'FullAWSAccess',
  kind: 'scp',
  description: 'Allows everything',
  document: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}',
  aws_managed: true,
  attached_to: 3,
};

const region: OrganizationPolicyView = {
  id: 'scp-1',
  name: 'OnlyFrankfurt',
  kind: 'scp',
  description: 'Work stays in one region',
  document:
    '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","NotAction":"iam:*","Resource":"*","Condition":{"StringNotEquals":{"aws:RequestedRegion":"eu-central-1"}}}]}',
  aws_managed: false,
  attached_to: 1,
};

const organization: OrganizationView = {
  id: 'o-exampleorgid',
  management_account: '444455556666',
  is_management: false,
  observed_as_of: '2026-11-20T08:00:00Z',
  levels: [
    { name: 'Root', place: 'root', scps: [full], rcps: [] },
    { name: 'Workloads', place: 'unit', scps: [full, region], rcps: [] },
    { name: 'example-team', place: 'account', scps: [full], rcps: [] },
  ],
  nodes: [
    {
      id: 'node-0',
      name: 'Root',
      place: 'root',
      account: '',
      parent: '',
      depth: 0,
      attached: ['scp-0'],
      has_children: true,
    },
    {
      id: 'node-1',
      name: 'Workloads',
      place: 'unit',
      account: '',
      parent: 'node-0',
      depth: 1,
      attached: ['scp-0', 'scp-1'],
      has_children: true,
    },
    {
      id: 'node-2',
      name: 'example-team',
      place: 'account',
      account: '111122223333',
      parent: 'node-1',
      depth: 2,
      attached: ['scp-0'],
      has_children: false,
    },
  ],
  policies: [full, region],
};

const posture: PostureView = {
  checks: [
    {
      id: 'root-access-keys',
      state: 'passed',
      found: 'The root user has no access keys.',
      step: '',
      page: '',
    },
    {
      id: 'root-mfa',
      state: 'unknown',
      found: 'What AWS has is not known here.',
      step: 'Import the account’s credential report or summary.',
      page: '/import',
    },
    {
      id: 'individual-users',
      state: 'passed',
      found: 'The account has 24 users.',
      step: '',
      page: '',
    },
    {
      id: 'groups',
      state: 'passed',
      found: 'Nobody’s permissions hang on a user alone.',
      step: '',
      page: '',
    },
    {
      id: 'password-policy',
      state: 'failed',
      found: 'AWS’s default password policy is in force.',
      step: 'Set a password policy.',
      page: '/account-settings',
    },
  ],
  credentials_known: true,
  console_users: 16,
  console_users_with_mfa: 1,
  key_ages: { fresh: 0, old: 12, ancient: 0, unknown: 0 },
  expiring: [{ user: 'user-0', name: 'alice', days: 3 }],
  ending: [{ days: 29, name: 'Directory', what: 'saml_certificate', id: 'saml-0' }],
};

const session: SessionView = {
  errors: [],
  duration_seconds: 3600,
  longest: '12 hours: the role’s longest session',
  limits: ['Whoever assumes another role with this session has it for an hour at most.'],
  command:
    'aws sts assume-role --role-arn=arn:aws:iam::111122223333:role/Deployer --role-session-name=alice --duration-seconds=3600',
  profile:
    '[profile alice]\nsource_profile = default\nrole_arn = arn:aws:iam::111122223333:role/Deployer\nduration_seconds = 3600\n',
  session_arn: 'arn:aws:sts::111122223333:assumed-role/Deployer/alice',
};

const stages: readonly RotationStage[] = [
  'make',
  'issue',
  'hand_over',
  'move',
  'deactivate',
  'wait',
  'delete',
];

/** The rotation of the key `key-at-STAGE` stands at that stage, and of any other at its beginning. */
function rotationAt(key: string, local: boolean): KeyRotationView {
  const next = stages.find((stage) => key === `key-at-${stage}`) ?? 'make';
  const at = stages.indexOf(next);
  const one = {
    active: true,
    stage: 'issued',
    created: '2025-03-01T08:00:00Z',
    age_days: 640,
    last_used: '2026-11-20T07:00:00Z (s3 in eu-central-1)',
    description: 'nightly report',
    has_secret: false,
  };
  return {
    user_name: 'alice',
    old: {
      ...one,
      id: key,
      access_key_id: 'AKIAIOSFODNN7EXAMPLE',
      active: at < stages.indexOf('wait'),
    },
    new:
      at === 0
        ? null
        : {
            ...one,
            id: 'key-new',
            access_key_id: next === 'issue' ? '' : 'AKIAI44QH8DHBEXAMPLE',
            stage: next === 'issue' ? 'requested' : 'issued',
            age_days: 2,
            last_used: '',
          },
    next,
    stages: stages
      .filter((stage) => !local || stage !== 'issue')
      .map((stage) => ({
        stage,
        state:
          stages.indexOf(stage) < at
            ? 'done'
            : stages.indexOf(stage) === at
              ? 'current'
              : 'waiting',
        found: stage === 'make' && at > 0 ? 'The new key is AKIAI44QH8DHBEXAMPLE.' : '',
      })),
    warnings: local ? [] : ['When keys are used is known as of 2026-11-20: import again.'],
  };
}

function report(own: boolean, filter: string, local: boolean): CredentialReportView {
  const columns = ['user', 'arn', 'password_enabled', 'mfa_active', 'access_key_1_active'];
  const all = ['alice', 'bob'].map((name) => [
    name,
    `arn:aws:iam::111122223333:user/${name}`,
    'true',
    name === 'alice' ? 'false' : '',
    'true',
  ]);
  const rows = all.filter((row) => row.join(' ').includes(filter.toLowerCase()));
  return {
    from_aws: !own,
    has_aws: !local,
    as_of: '2026-11-20T08:00:00Z',
    columns: own ? [...columns, 'made_by'] : columns,
    rows: {
      total: all.length,
      matching: rows.length,
      rows: own ? rows.map((row) => [...row, 'bailiwick 2026-11-20T08:00:00Z']) : rows,
    },
  };
}
