// What the other side says on the simulator's pages, told and not worked out.
import { CommandFailure } from './client';
import type {
  ActionCanView,
  Commands,
  EffectView,
  FindingView,
  MapView,
  MatrixQuestion,
  MatrixRowView,
  MatrixView,
  PrincipalCanView,
  VerdictView,
  WhoCanRowView,
  WhoCanView,
} from './contract';

type Name =
  | 'matrix'
  | 'matrix_counts'
  | 'sandbox'
  | 'read_denial'
  | 'who_can'
  | 'principal_can'
  | 'compare_states'
  | 'findings'
  | 'finding_counts'
  | 'escalations'
  | 'account_map'
  | 'fix'
  | 'policy_holders'
  | 'policy_actions'
  | 'search_resources'
  | 'save_matrix';

type SimulatorHandlers = {
  [One in Name]: (request: Commands[One]['request']) => Commands[One]['response'];
};

const told: readonly VerdictView[] = [
  'allowed',
  'implicitly_denied',
  'explicitly_denied',
  'some',
  'depends',
];

/** Names of actions by the dozen: as many as a wildcard brings. */
function actionsOf(question: MatrixQuestion): { service: string; level: string; name: string }[] {
  return question.actions.flatMap((pattern) => {
    const [service = 's3', verb = ''] = pattern.split(':');
    const many = pattern === '*' ? 20_000 : pattern.includes('*') ? 60 : 1;
    return Array.from({ length: many }, (_, index) => ({
      service: pattern === '*' ? `service${Math.floor(index / 100)}` : service,
      level: index < many / 2 ? 'Read' : 'Write',
      name: many === 1 ? pattern : `${service}:${verb.replace('*', '')}Thing${index}`,
    }));
  });
}

function matrix({ question, filter, offset, limit }: Commands['matrix']['request']): MatrixView {
  const actions = actionsOf(question);
  const keys =
    question.by === 'resources'
      ? question.resources
      : question.by === 'values'
        ? question.values
        : question.principals;
  const compared = question.against_observed || question.what_if.length > 0;
  const columns = keys.map((key, index) => ({
    key,
    label: question.by === 'principals' && key.startsWith('user-') ? nameOf(key) : key,
    kind: question.by === 'principals' ? 'user' : question.by.slice(0, -1),
    principal: question.by === 'principals' ? key : (question.principals[0] ?? String(index)),
  }));
  const all: MatrixRowView[] = actions.map(({ name }, row) => ({
    action: name,
    resource: question.by === 'resources' ? '*' : (question.resources[0] ?? '*'),
    cells: columns.map((_, column) => ({
      now:
        told[(row * 3 + column * 2 + (compared && row % 4 === 0 ? 1 : 0)) % told.length] ?? 'some',
      before: compared ? (told[(row * 3 + column * 2) % told.length] ?? 'some') : null,
    })),
  }));
  const rows =
    filter === 'changed'
      ? all.filter((row) => row.cells.some((cell) => cell.before !== cell.now))
      : all;
  const groups: MatrixView['groups'] = [];
  const places = new Map(all.map((row, place) => [row, place]));
  rows.forEach((row, first) => {
    const { service, level } = actions[places.get(row) ?? 0] ?? { service: '', level: '' };
    const last = groups[groups.length - 1];
    if (last !== undefined && last.service === service && last.level === level) {
      last.rows += 1;
    } else {
      groups.push({ service, name: service.toUpperCase(), level, first, rows: 1 });
    }
  });
  return {
    columns,
    total: all.length,
    matching: rows.length,
    groups,
    offset,
    rows: rows.slice(offset, offset + limit),
    unknown: [
      'no organization is known: a service control policy could still deny what is allowed here',
    ],
    truncated: false,
    compared,
  };
}

function nameOf(key: string): string {
  return ['alice', 'bob', 'carol', 'dave'][Number(key.slice('user-'.length))] ?? key;
}

const arn = (name: string) => `arn:aws:iam::111122223333:user/${name}`;

const alice = { id: 'user-0', entity: 'user', name: 'alice', arn: arn('alice') };
const bob = { id: 'user-1', entity: 'user', name: 'bob', arn: arn('bob') };
const carol = { id: 'user-2', entity: 'user', name: 'carol', arn: arn('carol') };
const ci = {
  id: 'role-0',
  entity: 'role',
  name: 'Deploy',
  arn: 'arn:aws:iam::111122223333:role/Deploy',
};

const effect: EffectView = {
  principal: alice,
  gained: 0,
  lost: 3,
  moved: 0,
  examples: ['loses `s3:GetObject` on arn:aws:s3:::example-reports/*'],
};

const map: MapView = {
  nodes: [
    ...Array.from({ length: 14 }, (_, index) => ({
      id: `user-${index}`,
      kind: 'user',
      name: nameOf(`user-${index}`),
      policy: null,
      detail: '',
    })),
    ...['Analysts', 'Developers', 'Administrators'].map((name, index) => ({
      id: `group-${index}`,
      kind: 'group',
      name,
      policy: null,
      detail: '',
    })),
    ...['Deploy', 'Audit'].map((name, index) => ({
      id: `role-${index}`,
      kind: 'role',
      name,
      policy: null,
      detail: '',
    })),
    ...['ReportsReader', 'PowerUserAccess', 'AdministratorAccess', 'Limit'].map((name, index) => ({
      id: `policy-${index}`,
      kind: 'policy',
      name,
      policy: { kind: 'customer' as const, id: `policy-${index}` },
      detail: 'customer_managed',
    })),
  ],
  edges: [
    ...Array.from({ length: 14 }, (_, index) => ({
      from: `user-${index}`,
      to: `group-${index % 3}`,
      kind: 'member',
    })),
    { from: 'group-0', to: 'policy-0', kind: 'attached' },
    { from: 'group-1', to: 'policy-1', kind: 'attached' },
    { from: 'group-2', to: 'policy-2', kind: 'attached' },
    { from: 'role-0', to: 'policy-1', kind: 'attached' },
    { from: 'role-1', to: 'policy-0', kind: 'attached' },
    { from: 'role-0', to: 'policy-3', kind: 'boundary' },
    { from: 'user-1', to: 'policy-3', kind: 'boundary' },
    { from: 'user-1', to: 'role-0', kind: 'trusts' },
  ],
};

function whoCan({ action, filter, offset, limit }: Commands['who_can']['request']): WhoCanView {
  const rows: WhoCanRowView[] = [
    {
      principal: alice,
      verdict: 'allowed',
      sentence: `\`${action}\` is allowed by ReportsReader`,
      by: ['ReportsReader (group Analysts)'],
      through: [],
    },
    {
      principal: ci,
      verdict: 'depends',
      sentence: `\`${action}\` is allowed with MFA`,
      by: ['PowerUserAccess'],
      through: [],
    },
    {
      principal: carol,
      verdict: 'implicitly_denied',
      sentence: 'no statement allows it',
      by: [],
      through: [ci],
    },
    {
      principal: bob,
      verdict: 'implicitly_denied',
      sentence: 'no statement allows it',
      by: [],
      through: [],
    },
  ];
  const shown = rows.filter(
    ({ principal }) => filter === 'all' || (filter === 'cannot') === (principal === bob),
  );
  return {
    total: rows.length,
    matching: shown.length,
    rows: shown.slice(offset, offset + limit),
    unknown: ['no organization is known: a service control policy could still deny'],
  };
}

const reached: ActionCanView[] = Array.from({ length: 130 }, (_, index) => {
  const reach = index < 70 ? 'all' : index < 110 ? 'some' : 'none';
  return {
    action: index === 0 ? 's3:GetObject' : `s3:GetThing${index}`,
    service: 'Amazon S3',
    level: index % 2 === 0 ? 'Read' : 'List',
    reach,
    allowed:
      reach === 'some'
        ? Array.from({ length: (index % 7) + 1 }, (_, at) => `arn:aws:s3:::example-${at}/*`)
        : [],
    within: reach === 'some' && index % 3 === 0 ? [['arn:aws:s3:::example-*']] : [],
    except: reach === 'some' && index % 4 === 0 ? ['arn:aws:s3:::example-0/secret/*'] : [],
  };
});

function principalCan(request: Commands['principal_can']['request']): PrincipalCanView {
  const { principal, text, level, filter, offset, limit } = request;
  const of = (wanted: string) => reached.filter(({ reach }) => reach === wanted).length;
  const shown = reached.filter(
    ({ action, reach, level: own }) =>
      action.toLowerCase().includes(text.toLowerCase()) &&
      (level === '' || level === own) &&
      (filter === 'can' ? reach !== 'none' : reach === filter),
  );
  return {
    principal: [alice, bob, carol, ci].find(({ id }) => id === principal) ?? alice,
    all: of('all'),
    some: of('some'),
    none: of('none'),
    services: 1,
    levels: ['List', 'Read', 'Write', 'Permissions management', 'Tagging'],
    matching: shown.length,
    rows: shown.slice(offset, offset + limit),
    resources: [
      { arn: 'arn:aws:sqs:eu-west-1:111122223333:jobs', given: ['sqs:SendMessage'], taken: [] },
    ],
    unknown: ['no organization is known: a service control policy could still deny'],
  };
}

const findings: FindingView[] = [
  {
    code: 'escalation',
    what: 'Somebody who is no administrator can become one.',
    severity: 'critical',
    entity: 'user',
    id: 'user-0',
    name: 'alice',
    reason: `\`alice\` can become an administrator in one step: \`iam:AttachUserPolicy\` on \`${arn('alice')}\` grants everything (iam-009).`,
    changes: ['Detach the policy ReportsReader from the user alice'],
  },
  {
    code: 'console-without-mfa',
    what: 'A user has a console password and no MFA device.',
    severity: 'high',
    entity: 'user',
    id: 'user-0',
    name: 'alice',
    reason: '`alice` can sign in to the console with a password alone.',
    changes: [],
  },
  {
    code: 'access-key-unused',
    what: 'An active access key was not used for 90 days.',
    severity: 'medium',
    entity: 'user',
    id: 'user-1',
    name: 'bob',
    reason: 'The access key `LKIAEXAMPLE` of `bob` was last used 200 days ago.',
    changes: ['Deactivate the access key LKIAEXAMPLE of the user bob'],
  },
  {
    code: 'policy-unattached',
    what: 'A customer managed policy is attached to nobody.',
    severity: 'low',
    entity: 'policy',
    id: 'policy-0',
    name: 'ReportsReader',
    reason: '`ReportsReader` is attached to nobody.',
    changes: ['Delete the policy ReportsReader'],
  },
];

export function makeSimulatorHandlers(): SimulatorHandlers {
  return {
    matrix,
    matrix_counts: (question) => {
      const cells = matrix({ question, filter: 'all', offset: 0, limit: 100_000 }).rows.flatMap(
        (row) => row.cells,
      );
      const of = (verdict: VerdictView) => cells.filter((cell) => cell.now === verdict).length;
      const changed = cells.filter((cell) => cell.before !== null && cell.before !== cell.now);
      return {
        cells: cells.length,
        allowed: of('allowed'),
        some: of('some'),
        depends: of('depends'),
        implicitly_denied: of('implicitly_denied'),
        explicitly_denied: of('explicitly_denied'),
        gained: changed.length,
        lost: 0,
        moved: 0,
      };
    },
    sandbox: ({ changes }) => ({
      possible: true,
      errors: [],
      changes: changes.map((change) => ({
        operation: change.kind,
        sentence:
          change.kind === 'switch_off_policy'
            ? 'Detach the policy ReportsReader from the group Analysts'
            : `Try ${change.kind}`,
      })),
      spelled: changes.map(() => 1),
      effects: [effect],
    }),
    read_denial: ({ text }) => {
      if (!text.includes('not authorized to perform')) {
        throw new CommandFailure({
          code: 'invalid-field',
          message: 'this is neither an `AccessDenied` message nor a CloudTrail event',
          help: 'paste the whole message, from `User:` on, or the event’s JSON',
          at: 'text',
        });
      }
      return {
        principal: arn('alice'),
        action: 's3:DeleteObject',
        resource: 'arn:aws:s3:::example-reports/2026.csv',
        context: [{ key: 'aws:SourceIp', values: ['203.0.113.7'], multi_valued: false }],
        reason: 'with an explicit deny in an identity-based policy',
        notes: [],
      };
    },
    who_can: whoCan,
    principal_can: principalCan,
    compare_states: () => ({
      possible: true,
      observed: '2026-11-20T08:00:00Z',
      effects: [
        { ...effect, gained: 12, examples: ['gains `ec2:RunInstances`', ...effect.examples] },
        { ...effect, principal: ci, lost: 0, gained: 4, examples: ['gains `s3:ListBucket`'] },
      ],
      expectations: [
        {
          name: 'Analysts never delete',
          expected: 'denied',
          before: 'implicitly_denied',
          after: 'allowed',
          holds: false,
          sentence:
            '`s3:DeleteObject` is allowed by statement `All` of the identity policy `S3Full`.',
        },
      ],
    }),
    finding_counts: () => ({ critical: 1, high: 0, medium: 2, low: 3 }),
    findings: () => ({ as_of: '2026-11-24T12:00:00Z', findings }),
    escalations: () => ({
      administrators: ['role-1'],
      paths: [
        {
          principal: alice,
          certain: true,
          steps: [
            {
              way: 'iam-009',
              actions: ['iam:AttachUserPolicy'],
              sentence: `\`iam:AttachUserPolicy\` on \`${arn('alice')}\` grants everything (iam-009)`,
            },
          ],
          edges: [{ from: 'user-0', to: 'administrator', kind: 'escalates' }],
        },
        {
          principal: bob,
          certain: false,
          steps: [
            {
              way: 'sts-001',
              actions: ['sts:AssumeRole'],
              sentence: `\`sts:AssumeRole\` on \`${ci.arn}\` lets it act as that (sts-001)`,
            },
            {
              way: 'lambda-003',
              actions: ['lambda:UpdateFunctionCode'],
              sentence: `\`lambda:UpdateFunctionCode\` lets it act as Audit, if there is a function with that role (lambda-003)`,
            },
          ],
          edges: [
            { from: 'user-1', to: 'role-0', kind: 'escalates' },
            { from: 'role-0', to: 'role-1', kind: 'escalates' },
            { from: 'role-1', to: 'administrator', kind: 'escalates' },
          ],
        },
      ],
    }),
    account_map: () => map,
    fix: ({ action }) => ({
      allowed: false,
      ways: [
        {
          title: `Allow just \`${action}\` by an inline policy`,
          changes: [{ kind: 'put_inline', holder: 'user-0', name: 'Allow', document: '{}' }],
          effects: [{ ...effect, gained: 1, lost: 0, examples: [`gains \`${action}\``] }],
          width: 1,
        },
        {
          title: 'Add the user to the group `Developers`',
          changes: [{ kind: 'add_to_group', user: 'user-0', group: 'group-1' }],
          effects: [{ ...effect, gained: 4_210, lost: 0, examples: ['gains `ec2:RunInstances`'] }],
          width: 4_210,
        },
      ],
    }),
    policy_holders: () => [
      { principal: bob, via: 'group Analysts', verdict: 'allowed', decides: true, sentence: '' },
      {
        principal: ci,
        via: 'directly',
        verdict: 'explicitly_denied',
        decides: false,
        sentence: '`NoDeleting` of Limit denies it',
      },
    ],
    policy_actions: () => ['s3:GetObject', 's3:ListBucket'],
    search_resources: ({ text, limit }) =>
      [
        { arn: 'arn:aws:s3:::example-reports/2026.csv', from: 'ReportsReader' },
        { arn: 'arn:aws:iam::111122223333:role/Deploy', from: 'role' },
      ]
        .filter((one) => one.arn.includes(text))
        .slice(0, limit),
    save_matrix: ({ format }) => ({
      file_name: `access-matrix.${format}`,
      notes: ['It tells who may do what: hand it on with care.'],
    }),
  };
}
