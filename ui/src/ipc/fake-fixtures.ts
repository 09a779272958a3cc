// An account to look at: what the fake answers. Names and keys are AWS's documented examples.
import type {
  AccessSummaryView,
  AccountKindView,
  AccountView,
  ActionView,
  AnswerView,
  BackupPreviewView,
  BackupsView,
  CheckView,
  ContextKeyView,
  DecisionView,
  GrantView,
  GroupRowView,
  GroupView,
  ImportPlanView,
  JournalEntryView,
  NewUser,
  OfferedChangesView,
  PasswordPolicyView,
  PendingView,
  PolicyHandle,
  PolicyRowView,
  PolicyView,
  PreviewView,
  PrincipalView,
  Proposal,
  RoleRowView,
  RoleView,
  SettingsView,
  SimulationRequest,
  SimulationView,
  SlotsView,
  SlotView,
  StatementView,
  StrengthView,
  UserRowView,
  UserView,
} from './contract';
import { breaksOf } from './fake-expectations';

export const now = '2026-01-02T03:04:05Z';
export const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
export const recoveryKey = 'ABCD-EFGH-JKMN-PQRS-TVWX-YZ01-2345-6789';
const accountId = '111122223333';
export const signInUrl = `https://${accountId}.signin.aws.amazon.com/console`;

export function account(kind: AccountKindView): AccountView {
  return {
    id: kind === 'aws' ? 'account-aws' : 'account-local',
    account_id: accountId,
    alias: 'example-team',
    name: 'example-team',
    partition: 'aws',
    kind,
    sign_in_url: 'https://example-team.signin.aws.amazon.com/console',
    pending: kind === 'aws' ? 3 : 0,
    observed_as_of: kind === 'aws' ? now : '',
  };
}

export const document = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "ReadReports",
      "Effect": "Allow",
      "Action": ["s3:GetObject", "s3:ListBucket"],
      "Resource": [
        "arn:aws:s3:::example-reports",
        "arn:aws:s3:::example-reports/*"
      ]
    },
    {
      "Sid": "NoDeleting",
      "Effect": "Deny",
      "Action": "s3:DeleteObject",
      "Resource": "*",
      "Condition": { "Bool": { "aws:MultiFactorAuthPresent": "false" } }
    }
  ]
}
`;

const trust = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Service": "ec2.amazonaws.com" },
      "Action": "sts:AssumeRole"
    }
  ]
}
`;

const readOnly: PolicyHandle = { kind: 'arn', arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' };
const reports: PolicyHandle = { kind: 'customer', id: 'policy-reports' };

const grants: GrantView[] = [
  {
    policy: reports,
    name: 'ReportsReader',
    kind: 'customer_managed',
    via: 'Directly',
    group: null,
  },
  {
    policy: readOnly,
    name: 'ReadOnlyAccess',
    kind: 'aws_managed',
    via: 'Group Analysts',
    group: 'group-0',
  },
];

const people = [
  'alice',
  'bob',
  'carlos.salazar',
  'diego-ramirez',
  'jane',
  'john_stiles',
  'li.juan',
  'martha+audit@example.com',
  'mary-major',
  'nikki.wolf',
  'paulo.santos',
  'richard.roe',
  'saanvi.sarkar',
  'shirley-rodriguez',
  'terraform-ci',
];

export function users(): UserView[] {
  return people.map((name, index) => ({
    id: `user-${index}`,
    name,
    path: index % 5 === 0 ? '/engineering/' : '/',
    arn: `arn:aws:iam::${accountId}:user/${name}`,
    unique_id: 'AIDACKCEVSQ6C2EXAMPLE',
    created: now,
    standing: index % 6 === 3 ? 'pending' : 'in_aws',
    groups: index % 4 === 3 ? [] : [{ id: 'group-0', name: 'Analysts' }],
    permissions: index % 4 === 3 ? [] : grants,
    boundary: null,
    tags: [
      { key: 'team', value: 'analytics' },
      { key: 'cost-center', value: '4711' },
    ],
    login_profile:
      index % 3 === 2
        ? null
        : { id: `login-${index}`, created: now, reset_required: true, has_secret: true },
    access_keys:
      index % 2 === 1
        ? []
        : [
            {
              id: `key-${index}`,
              access_key_id: 'AKIAIOSFODNN7EXAMPLE',
              active: true,
              stage: 'confirmed',
              created: now,
              age_days: 214,
              last_used: 'Yesterday, S3, eu-central-1',
              description: 'Nightly export',
              has_secret: true,
            },
          ],
    mfa_devices: index === 0 ? [`arn:aws:iam::${accountId}:mfa/${name}`] : [],
    mfa:
      index === 0
        ? [
            {
              serial: `arn:aws:iam::${accountId}:mfa/${name}`,
              kind: 'virtual',
              enabled: true,
              since: now,
              seed: 'mfa-0',
            },
          ]
        : [],
    has_mfa: index === 0,
    ssh_keys:
      index === 0
        ? [
            {
              id: 'ssh-0',
              key_id: 'APKAEXAMPLE',
              fingerprint: '12:34:56:78:90:ab:cd:ef:12:34:56:78:90:ab:cd:ef',
              comment: 'alice@laptop',
              active: true,
              uploaded: now,
            },
          ]
        : [],
    signing_certificates: [],
    service_credentials: [],
    disabled: '',
    disabled_reason: '',
    sign_in_url: signInUrl,
    credentials_made_here: false,
    // One of whom only an account file spoke.
    credentials_known: index !== 11,
  }));
}

export function userRow(user: UserView): UserRowView {
  return {
    id: user.id,
    name: user.name,
    path: user.path,
    groups: user.groups.map((group) => group.name),
    console_access: user.login_profile !== null,
    active_keys: user.access_keys.filter((key) => key.active).length,
    oldest_key_days: user.access_keys[0]?.age_days ?? null,
    mfa_devices: user.mfa_devices.length,
    created: user.created,
    disabled: user.disabled !== '',
    standing: user.standing,
    credentials_known: user.credentials_known,
  };
}

export function newUser(proposal: NewUser): UserView {
  return {
    id: `user-${proposal.name}`,
    name: proposal.name,
    path: proposal.path,
    arn: `arn:aws:iam::${accountId}:user/${proposal.name}`,
    unique_id: '',
    created: now,
    standing: 'pending',
    groups: proposal.new_groups.map(({ name }) => ({ id: `group-${name}`, name })),
    permissions: [],
    boundary: null,
    tags: proposal.tags,
    login_profile:
      proposal.console === null
        ? null
        : {
            id: `login-${proposal.name}`,
            created: now,
            reset_required: proposal.console.reset_required,
            has_secret: true,
          },
    access_keys: [],
    mfa_devices: [],
    mfa: [],
    has_mfa: false,
    ssh_keys: [],
    signing_certificates: [],
    service_credentials: [],
    disabled: '',
    disabled_reason: '',
    sign_in_url: signInUrl,
    credentials_made_here: true,
    credentials_known: true,
  };
}

export function groups(): GroupRowView[] {
  return ['Analysts', 'Developers', 'Operators', 'Billing'].map((name, index) => ({
    id: `group-${index}`,
    name,
    path: '/',
    users: 11 - index * 3,
    policies: index === 3 ? [] : ['ReadOnlyAccess', 'ReportsReader'].slice(0, 2 - (index % 2)),
    created: now,
    standing: 'in_aws',
  }));
}

export function group(id: string): GroupView {
  return {
    id,
    name: 'Analysts',
    path: '/',
    arn: `arn:aws:iam::${accountId}:group/Analysts`,
    unique_id: 'AGPACKCEVSQ6C2EXAMPLE',
    created: now,
    standing: 'in_aws',
    users: [
      { id: 'user-0', name: 'alice' },
      { id: 'user-1', name: 'bob' },
    ],
    permissions: grants.map((grant) => ({ ...grant, via: 'Directly', group: null })),
  };
}

export const roles: RoleRowView[] = [
  {
    id: 'role-0',
    name: 'report-builder',
    path: '/',
    trusted: ['AWS service: ec2'],
    service_linked: false,
    kept_by: '',
    last_used: now,
    created: now,
    standing: 'in_aws',
  },
  {
    id: 'role-1',
    name: 'AWSServiceRoleForSupport',
    path: '/aws-service-role/support.amazonaws.com/',
    trusted: ['AWS service: support'],
    service_linked: true,
    kept_by: 'AWS service',
    last_used: '',
    created: now,
    standing: 'in_aws',
  },
];

export function role(id: string): RoleView {
  return {
    id,
    name: 'report-builder',
    path: '/',
    arn: `arn:aws:iam::${accountId}:role/report-builder`,
    unique_id: 'AROACKCEVSQ6C2EXAMPLE',
    description: 'Builds the nightly reports',
    created: now,
    standing: 'in_aws',
    kept_by: roles.find((row) => row.id === id)?.kept_by ?? '',
    max_session_seconds: 3600,
    trust_policy: trust,
    trusted: ['AWS service: ec2'],
    permissions: grants.map((grant) => ({ ...grant, via: 'Directly', group: null })),
    boundary: null,
    tags: [],
  };
}

export const policies: PolicyRowView[] = [
  row(reports, 'ReportsReader', 'customer_managed', 'Reads the reports bucket', 4),
  row({ kind: 'customer', id: 'policy-boundary' }, 'TeamBoundary', 'customer_managed', '', 1),
  row(readOnly, 'ReadOnlyAccess', 'aws_managed', 'Provides read-only access to all services', 2),
  ...['AdministratorAccess', 'AmazonEC2FullAccess', 'AmazonS3FullAccess', 'AmazonS3ReadOnlyAccess']
    .concat(['AmazonRDSReadOnlyAccess', 'CloudWatchReadOnlyAccess', 'IAMReadOnlyAccess'])
    .concat(['IAMUserChangePassword', 'PowerUserAccess', 'SecurityAudit', 'ViewOnlyAccess'])
    .map((name) =>
      row(
        { kind: 'arn', arn: `arn:aws:iam::aws:policy/${name}` },
        name,
        'aws_managed',
        'An AWS managed policy',
        0,
      ),
    ),
];

function row(
  policy: PolicyHandle,
  name: string,
  kind: PolicyRowView['kind'],
  description: string,
  attachments: number,
): PolicyRowView {
  const owner = kind === 'aws_managed' ? 'aws' : accountId;
  return {
    policy,
    name,
    arn: `arn:aws:iam::${owner}:policy/${name}`,
    kind,
    description,
    attachments,
    standing: 'in_aws',
  };
}

export function policy(handle: PolicyHandle): PolicyView {
  return {
    policy: handle,
    name: 'ReportsReader',
    arn: `arn:aws:iam::${accountId}:policy/ReportsReader`,
    kind: 'customer_managed',
    description: 'Reads the reports bucket',
    document,
    versions: [
      { id: 'v2', default: true, created: now, document },
      { id: 'v1', default: false, created: now, document: trust },
    ],
    attached_to: [
      { id: 'user-0', entity: 'user', name: 'alice', boundary: false },
      { id: 'group-0', entity: 'group', name: 'Analysts', boundary: false },
    ],
    problems: [
      {
        code: 'redundant-resource',
        message: '`s3:ListBucket` does not apply to objects',
        help: 'give it a statement of its own',
        at: 'Statement[0].Resource',
        from: 155,
        to: 255,
      },
    ],
    path: '/',
    tags: [{ key: 'team', value: 'platform' }],
    standing: 'in_aws',
  };
}

export const passwordPolicy: PasswordPolicyView = {
  custom: true,
  minimum_length: 8,
  rules: ['At least 8 characters.', 'Three of: lower case, upper case, digits, symbols.'],
  random: { length: 20, bits: 120 },
  pronounceable: { length: 31, bits: 81 },
};

export function strength(password: string): StrengthView {
  const score = Math.min(4, Math.floor(password.length / 5));
  return {
    score,
    accepted: score >= 3,
    guess_time: score >= 3 ? 'centuries' : 'less than a day',
    warning: score >= 3 ? '' : 'This is short',
    suggestions: score >= 3 ? [] : ['Add another word or two'],
    breaches: null,
  };
}

export const check: CheckView = {
  sound: true,
  checks: [
    { name: 'Envelope', held: true, found: 'Its seal is intact; 2 key slots' },
    { name: 'Database', held: true, found: 'Every page decrypts and the structure is sound' },
    { name: 'Journal', held: true, found: '6 entries in an unbroken chain' },
  ],
};

export function entry(sequence: number, sentence: string): JournalEntryView {
  return {
    sequence,
    at: now,
    who: 'admin on laptop',
    kind: 'changes',
    sentence,
    details: [],
    undoable: false,
  };
}

export function journal(): JournalEntryView[] {
  return [
    { ...entry(4, 'Secret access key of alice shown'), kind: 'access' },
    {
      ...entry(3, 'User nikki.wolf created'),
      details: ['Create the user nikki.wolf', 'Add nikki.wolf to the group Analysts'],
      undoable: true,
    },
    { ...entry(2, 'Account file account.json imported'), details: ['15 users', '4 groups'] },
    { ...entry(1, 'Vault created'), kind: 'vault' },
  ];
}

export const pending: PendingView[] = [
  {
    id: 'user-3',
    entity: 'user',
    name: 'diego-ramirez',
    action: 'create',
    details: ['Create the user diego-ramirez', 'Request an access key for diego-ramirez'],
  },
  {
    id: 'group-1',
    entity: 'group',
    name: 'Developers',
    action: 'update',
    details: ['Attach ReportsReader to the group Developers'],
  },
  { id: 'user-x', entity: 'user', name: 'former.colleague', action: 'delete', details: [] },
];

const access: AccessSummaryView = {
  administrator: false,
  services: [
    {
      prefix: 's3',
      name: 'Amazon S3',
      levels: [
        { level: 'List', allowed: 9, total: 14, limited: false },
        { level: 'Read', allowed: 55, total: 55, limited: true },
      ],
    },
    {
      prefix: 'ec2',
      name: 'Amazon EC2',
      levels: [{ level: 'List', allowed: 160, total: 160, limited: false }],
    },
  ],
  allowed_actions: 224,
  all_actions: 22041,
  unknown: ['Service control policies are not in this vault.'],
};

/** Knows just enough of mistakes to show how they look. */
export function preview(proposal: Proposal, existing: readonly UserView[]): PreviewView {
  const errors: PreviewView['errors'] = [];
  if (proposal.kind === 'create_user') {
    if (proposal.name === '') {
      errors.push({
        field: 'name',
        code: 'InvalidInput',
        message: 'a user needs a name',
        help: '',
      });
    } else if (existing.some((user) => user.name.toLowerCase() === proposal.name.toLowerCase())) {
      errors.push({
        field: 'name',
        code: 'EntityAlreadyExists',
        message: `there is a user \`${proposal.name}\` already`,
        help: 'names that differ only in case are the same name',
      });
    }
    proposal.tags.forEach((tag, index) => {
      if (tag.key === '') {
        errors.push({
          field: `tags[${index}].key`,
          code: 'InvalidInput',
          message: 'a tag needs a key',
          help: '',
        });
      }
    });
  }
  return {
    possible: errors.length === 0,
    errors,
    warnings: [],
    changes: changesOf(proposal),
    access: proposal.kind === 'create_user' ? access : null,
    breaks: breaksOf(proposal),
    irreversible:
      proposal.kind === 'delete_access_key'
        ? ['The secret of this key is sealed for 30 days and then purged.']
        : [],
  };
}

function changesOf(proposal: Proposal): PreviewView['changes'] {
  switch (proposal.kind) {
    case 'create_user':
      return [
        { operation: 'CreateUser', sentence: `Create the user ${proposal.name}` },
        ...proposal.new_groups.map(({ name }) => ({
          operation: 'CreateGroup',
          sentence: `Create the group ${name}`,
        })),
        ...(proposal.console === null
          ? []
          : [{ operation: 'CreateLoginProfile', sentence: `Set a password for ${proposal.name}` }]),
      ];
    case 'delete_user':
      return [
        { operation: 'RemoveUserFromGroup', sentence: 'Remove the user from the group Analysts' },
        { operation: 'DeleteUser', sentence: 'Delete the user' },
      ];
    default:
      return [{ operation: 'Change', sentence: 'Change what was asked for' }];
  }
}

export const importPlan: ImportPlanView = {
  plan: 'plan-1',
  kind: 'authorization-details',
  file_name: 'account.json',
  account_id: accountId,
  other_accounts: ['444455556666'],
  rows: [
    { id: 'user zhang.wei', entity: 'user', name: 'zhang.wei', action: 'new', details: [] },
    {
      id: 'group Developers',
      entity: 'group',
      name: 'Developers',
      action: 'changed',
      details: ['Attached: ReportsReader', 'No longer attached: PowerUserAccess'],
    },
    {
      id: 'user former.colleague',
      entity: 'user',
      name: 'former.colleague',
      action: 'gone',
      details: [],
    },
    {
      id: 'role deploy',
      entity: 'role',
      name: 'deploy',
      action: 'conflict',
      details: ['trust policy: changed here and in AWS; the plan keeps ours'],
    },
  ],
  counts: {
    users: 15,
    groups: 4,
    roles: 2,
    policies: 3,
    new: 1,
    changed: 1,
    gone: 1,
    unchanged: 21,
    conflicts: 1,
    refused: 0,
  },
  unreadable: [
    {
      at: 'UserDetailList[3].UserName, byte 1204',
      reason: 'a user name has at most 64 characters',
    },
  ],
};

/** A folder of policies: what somebody wants, of which each can be left out. */
export const policiesPlan: ImportPlanView = {
  ...importPlan,
  plan: 'plan-2',
  kind: 'policies',
  file_name: 'policies',
  other_accounts: [],
  rows: ['ReadReports', 'WriteReports'].map((name) => ({
    id: `policy ${name}`,
    entity: 'policy',
    name,
    action: 'new',
    details: [],
  })),
  counts: { ...importPlan.counts, policies: 2, new: 2, changed: 0, gone: 0, conflicts: 0 },
  unreadable: [],
};

export const actions: ActionView[] = [
  ['s3:GetObject', 'Read', 'Grants permission to retrieve objects from Amazon S3'],
  ['s3:PutObject', 'Write', 'Grants permission to add an object to a bucket'],
  ['s3:DeleteObject', 'Write', 'Grants permission to remove an object'],
  ['s3:ListBucket', 'List', 'Grants permission to list some or all of the objects'],
  ['ec2:DescribeInstances', 'List', 'Grants permission to describe one or more instances'],
].map(([name = '', access_level = '', description = '']) => ({
  name,
  access_level,
  description,
  resource_formats: name.startsWith('s3:')
    ? // biome-ignore lint/suspicious/noTemplateCurlyInString: the catalogue's own blanks
      ['arn:${Partition}:s3:::${BucketName}/${ObjectName}']
    : [],
}));

export const contextKeys: ContextKeyView[] = [
  {
    name: 'aws:MultiFactorAuthPresent',
    value_type: 'Bool',
    multi_valued: false,
    filled: [],
    example: 'true',
    description: 'Whether the request was made with MFA',
  },
  {
    name: 'aws:SourceIp',
    value_type: 'IPAddress',
    multi_valued: false,
    filled: [],
    example: '203.0.113.0',
    description: 'The address of the caller',
  },
  {
    name: 'aws:TagKeys',
    value_type: 'String',
    multi_valued: true,
    filled: [],
    example: 'team',
    description: 'The tag keys in the request',
  },
];

/** Those whom no list holds, and whoever is typed in full. */
export function otherPrincipals(text: string): PrincipalView[] {
  const named = (entity: string, id: string, name: string) => ({ id, entity, name, arn: id });
  const all = [
    named('root', `arn:aws:iam::${accountId}:root`, 'root user of this account'),
    named('service', 'ec2.amazonaws.com', 'ec2.amazonaws.com'),
    named('anyone', '*', 'anyone (*)'),
  ].filter(({ name }) => name.includes(text));
  return text.startsWith('arn:') ? [...all, named('', text, text)] : all;
}

/** Answers by the name of the action, so that each decision can be looked at. */
export function simulate(request: SimulationRequest): SimulationView {
  const resources = request.resources.length === 0 ? [''] : request.resources;
  return {
    principal: `arn:aws:iam::${accountId}:user/alice`,
    answers: request.actions.flatMap((action) =>
      resources.map((resource) => answer(action, resource)),
    ),
    policies: [
      {
        policy: reports,
        name: 'ReportsReader',
        kind: 'customer_managed',
        layer: 'identity',
        via: 'Directly',
        document,
      },
    ],
    context: [{ key: 'aws:username', values: ['alice'], origin: 'the principal' }],
    unknown: ['service control policies are not in this vault; one could still deny'],
    together:
      request.resources.length < 2
        ? []
        : request.actions.map((action) => ({
            action,
            decision: 'implicitly_denied',
            sentence: `\`${action}\` works on all of them at once, and one is not allowed.`,
            denied: request.resources.slice(1),
            lacking: [],
          })),
    truncated: false,
  };
}

const told: Record<string, { decision: DecisionView; sentence: string }> = {
  's3:GetObject': {
    decision: 'allowed',
    sentence: '`ReadReports` of ReportsReader allows it, and nothing denies it',
  },
  's3:DeleteObject': {
    decision: 'explicitly_denied',
    sentence: '`NoDeleting` of ReportsReader denies it, and a Deny always wins',
  },
};

function answer(action: string, resource: string): AnswerView {
  const { decision, sentence } = told[action] ?? {
    decision: 'implicitly_denied',
    sentence: 'no statement allows it',
  };
  const allow: StatementView = statement(0, 'ReadReports', 'Allow');
  const deny: StatementView = statement(1, 'NoDeleting', 'Deny');
  return {
    action,
    resource: resource || '*',
    any_resource: resource === '',
    extent: resource === '' ? (decision === 'allowed' ? 'some' : 'none') : '',
    allowed_patterns:
      resource === '' && decision === 'allowed' ? ['arn:aws:s3:::example-reports/*'] : [],
    decision,
    depends: decision === 'explicitly_denied',
    missing_context: decision === 'explicitly_denied' ? ['aws:MultiFactorAuthPresent'] : [],
    sentence,
    reason: decision,
    decided_by: decision === 'allowed' ? [allow] : decision === 'explicitly_denied' ? [deny] : [],
    gates: [
      {
        name: 'Explicit deny',
        state: decision === 'explicitly_denied' ? 'closed' : 'open',
        note: decision === 'explicitly_denied' ? 'a Deny statement matches' : 'none matches',
        statements: decision === 'explicitly_denied' ? [deny] : [],
        layer: null,
      },
      {
        name: 'Service control policies',
        state: 'unknown',
        note: 'not in this vault',
        statements: [],
        layer: 'service_control',
      },
      {
        name: 'Permissions boundary',
        state: 'absent',
        note: 'none is set',
        statements: [],
        layer: 'boundary',
      },
      {
        name: 'Identity policies',
        state: decision === 'allowed' ? 'open' : 'closed',
        note: decision === 'allowed' ? 'one statement allows' : 'nothing allows',
        statements: decision === 'allowed' ? [allow] : [],
        layer: null,
      },
    ],
    near_misses:
      decision === 'implicitly_denied'
        ? [
            {
              statement: allow,
              sentence: 'the resource matches, the action does not: s3:GetObject, s3:ListBucket',
            },
          ]
        : [],
    not_applying:
      decision === 'allowed' ? [{ statement: deny, sentence: 'the action is another one' }] : [],
    silent: decision === 'implicitly_denied' ? [0] : [],
    conditions:
      decision === 'explicitly_denied'
        ? [
            {
              statement: deny,
              operator: 'Bool',
              key: 'aws:MultiFactorAuthPresent',
              policy_values: ['false'],
              compared_with: ['false'],
              request_values: [],
              present: false,
              held: true,
              rule: 'the key is absent',
            },
          ]
        : [],
    not_evaluable: [],
    also_needs: [],
    path:
      decision === 'implicitly_denied'
        ? []
        : [
            { from: 'user-0', to: 'group-0', kind: 'member' },
            { from: 'group-0', to: 'policy-0', kind: 'attached' },
          ],
  };
}

function statement(index: number, sid: string, effect: string): StatementView {
  const from = document.indexOf('{', document.indexOf('[') + 1);
  const second = document.indexOf('    {\n      "Sid": "NoDeleting"') + 4;
  const spans = [
    { from, to: document.indexOf('    },') + 5 },
    { from: second, to: document.lastIndexOf('    }') + 5 },
  ];
  return { policy: 0, statement: index, sid, effect, ...(spans[index] ?? { from: 0, to: 0 }) };
}

export const settings: SettingsView = {
  idle_lock_minutes: 10,
  idle_choices: [1, 2, 5, 10, 15, 30],
  operator: 'ana',
  machine: 'laptop',
  breached_hashes: '',
};

export const slots: SlotsView = {
  keychain: true,
  in_keychain: false,
  slots: [
    { id: '00000001', kind: 'password', label: '', made: now, removable: false },
    { id: '00000002', kind: 'recovery_key', label: '', made: now, removable: true },
  ],
};

export function keyFileSlot(label: string): SlotView {
  return { id: '00000003', kind: 'key_file', label, made: now, removable: true };
}

export const backups: BackupsView = {
  location: '~/Documents/My team.bailiwick/backups',
  backups: [
    {
      backup: '/vaults/My team.bailiwick/backups/auto-1.bailiwick-backup',
      file: 'auto-1.bailiwick-backup',
      made: now,
      automatic: true,
      bytes: 180_224,
      entries_since: 2,
      other: false,
    },
    {
      backup: '/vaults/My team.bailiwick/backups/by-hand.bailiwick-backup',
      file: 'by-hand.bailiwick-backup',
      made: now,
      automatic: false,
      bytes: 2_180_224,
      entries_since: 40,
      other: false,
    },
  ],
};

export const backupPreview: BackupPreviewView = {
  last: now,
  accounts: [{ name: 'acme', users: 12, groups: 3, roles: 4, policies: 2 }],
  comparable: true,
  lost: [],
  lost_total: 0,
};

export const offeredChanges: OfferedChangesView = {
  offer: 'offer-1',
  who: 'berta@desk',
  made: now,
  entries: [
    `${now} berta@desk Create group Readers`,
    `${now} berta@desk Replace the tags of alice`,
    `${now} berta@desk Delete user carol`,
  ],
  clean: ['new: group readers'],
  already: 1,
  conflicts: [
    {
      id: 'user-0',
      what: 'user alice',
      how: 'both changed tags',
      values: [{ field: 'tags', here: '{"team":"data"}', there: '{"team":"platform"}' }],
    },
    { id: 'user-2', what: 'user carol', how: 'changed here, deleted there', values: [] },
  ],
};

export const vaultPlan: ImportPlanView = {
  ...importPlan,
  kind: 'vault',
  file_name: 'Old team.bailiwick',
  other_accounts: [],
  rows: [
    {
      id: 'secrets',
      entity: 'vault',
      name: 'Old team',
      action: 'new',
      details: ['3 secrets of its users’ credentials'],
    },
    { id: 'user dora', entity: 'user', name: 'dora', action: 'new', details: [] },
  ],
};
