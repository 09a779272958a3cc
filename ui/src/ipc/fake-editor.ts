// The policy editor of the other side, in memory. Cards and edits go through plain JSON here: that
// an untouched statement keeps its bytes is Rust's to do and is tested there.
import type {
  Commands,
  DiffLineView,
  EffectView,
  LintView,
  PolicyEditorView,
  PolicyText,
  PolicyWish,
  StatementCardView,
  TextDiffView,
  TrustedEntity,
} from './contract';

type Names =
  | 'policy_editor'
  | 'edit_policy'
  | 'policy_completions'
  | 'policy_services'
  | 'service_principals'
  | 'service_actions'
  | 'statement_choices'
  | 'policy_templates'
  | 'fill_template'
  | 'trust_policy'
  | 'trusted_providers'
  | 'diff_documents'
  | 'effects';
type Handlers = {
  [Name in Names]: (request: Commands[Name]['request']) => Commands[Name]['response'];
};

interface Statement {
  Sid?: string;
  Effect?: string;
  Principal?: Record<string, string | string[]>;
  Action?: string | string[];
  Resource?: string | string[];
  Condition?: Record<string, Record<string, string | string[]>>;
}

interface Document {
  Version?: string;
  Statement: Statement[];
}

const services = [
  { prefix: 'ec2', name: 'Amazon EC2' },
  { prefix: 's3', name: 'Amazon S3' },
];

const known: Record<string, { level: string; name: string; description: string }[]> = {
  s3: [
    { level: 'List', name: 's3:ListBucket', description: 'Lists the objects of a bucket' },
    { level: 'Read', name: 's3:GetObject', description: 'Reads an object' },
    { level: 'Read', name: 's3:GetObjectTagging', description: 'Reads the tags of an object' },
    { level: 'Write', name: 's3:PutObject', description: 'Writes an object' },
  ],
  ec2: [{ level: 'List', name: 'ec2:DescribeInstances', description: 'Describes instances' }],
};

export const template = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "ReadItsObjects",
      "Effect": "Allow",
      "Action": ["s3:GetObject", "s3:ListBucket"],
      "Resource": "arn:aws:s3:::example-bucket/*"
    }
  ]
}`;

export const effect: EffectView = {
  principal: {
    id: 'user-0',
    entity: 'user',
    name: 'alice',
    arn: 'arn:aws:iam::111122223333:user/alice',
  },
  gained: 2,
  lost: 0,
  moved: 1,
  examples: ['gains `s3:GetObject`', 'gains `s3:ListBucket`'],
};

function listed(value: string | string[] | undefined): string[] {
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
}

function read(text: string): Document | null {
  try {
    const value = JSON.parse(text) as { Statement?: Statement | Statement[]; Version?: string };
    const statement = value.Statement ?? [];
    return { ...value, Statement: Array.isArray(statement) ? statement : [statement] };
  } catch {
    return null;
  }
}

function card(statement: Statement, index: number, text: string): StatementCardView {
  const actions = listed(statement.Action);
  const prefixes = [...new Set(actions.map((action) => action.split(':')[0] ?? '*'))];
  return {
    index,
    from: text.indexOf('{', 1),
    to: text.length,
    sid: statement.Sid ?? '',
    effect: statement.Effect ?? '',
    principals:
      statement.Principal === undefined
        ? null
        : {
            not: false,
            values: Object.entries(statement.Principal).flatMap(([kind, values]) =>
              listed(values).map((value) => ({ kind, value })),
            ),
          },
    actions: { not: false, values: actions },
    services: prefixes.map((prefix) => ({
      prefix,
      name: services.find((service) => service.prefix === prefix)?.name ?? '',
      patterns: actions.filter((action) => action.startsWith(prefix)),
      levels: [{ level: 'Read', named: 1, total: 2 }],
    })),
    resources: { not: false, values: listed(statement.Resource) },
    conditions: Object.entries(statement.Condition ?? {}).flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, values]) => ({ operator, key, values: listed(values) })),
    ),
    sentence: `${statement.Effect === 'Deny' ? 'Denies' : 'Allows'} \`${actions[0] ?? 'no action'}\` on \`${listed(statement.Resource)[0] ?? 'no resource'}\`.`,
    kept: [],
  };
}

function view({ text }: PolicyText): PolicyEditorView {
  const document = read(text);
  const statements = (document?.Statement ?? []).map((one, index) => card(one, index, text));
  const slip = text.indexOf('"s3:GetObjct"');
  const findings: LintView[] =
    slip < 0
      ? []
      : [
          {
            code: 'INVALID_ACTION',
            severity: 'error',
            message: '`s3:GetObjct` does not exist',
            help: 'did you mean `s3:GetObject`?',
            at: 'Statement[0].Action',
            statement: 0,
            line: text.slice(0, slip).split('\n').length,
            from: slip,
            to: slip + '"s3:GetObjct"'.length,
            fix: {
              title: 'Write `s3:GetObject`',
              edits: [{ from: slip, to: slip + '"s3:GetObjct"'.length, text: '"s3:GetObject"' }],
            },
          },
        ];
  return {
    readable: document !== null,
    version: document?.Version ?? '',
    kept: [],
    statements,
    statement_count: statements.length,
    findings,
    size: {
      characters: text.replaceAll(/\s/g, '').length,
      others: 0,
      quota: 6144,
      of: 'a managed policy',
    },
  };
}

function edited({ text, used_as }: PolicyText, wish: PolicyWish): string {
  if (wish.kind === 'replace') {
    return wish.edits.reduce(
      (before, edit) => before.slice(0, edit.from) + edit.text + before.slice(edit.to),
      text,
    );
  }
  const document = read(text) ?? { Version: '2012-10-17', Statement: [] };
  const at = (index: number) => document.Statement[index] ?? {};
  switch (wish.kind) {
    case 'add_statement':
      document.Statement.push(
        used_as.kind === 'trust'
          ? { Effect: wish.effect, Principal: {}, Action: 'sts:AssumeRole' }
          : { Effect: wish.effect, Action: [], Resource: [] },
      );
      break;
    case 'import':
      document.Statement.push(...(read(template)?.Statement ?? []));
      break;
    case 'import_text':
      document.Statement.push(...(read(wish.text)?.Statement ?? []));
      break;
    case 'remove_statement':
      document.Statement.splice(wish.statement, 1);
      break;
    case 'duplicate_statement':
      document.Statement.splice(wish.statement + 1, 0, structuredClone(at(wish.statement)));
      break;
    case 'set_effect':
      at(wish.statement).Effect = wish.effect;
      break;
    case 'set_sid':
      at(wish.statement).Sid = wish.sid;
      break;
    case 'set_actions':
      at(wish.statement).Action = wish.values;
      break;
    case 'toggle_actions': {
      const held = listed(at(wish.statement).Action);
      at(wish.statement).Action = wish.on
        ? [...held, ...wish.actions.filter((action) => !held.includes(action))]
        : held.filter((action) => !wish.actions.includes(action));
      break;
    }
    case 'set_resources':
      at(wish.statement).Resource = wish.values;
      break;
    case 'set_principals':
      at(wish.statement).Principal = Object.fromEntries(
        wish.principals.map(({ kind, value }) => [kind, value]),
      );
      break;
    case 'set_condition':
      at(wish.statement).Condition = {
        ...at(wish.statement).Condition,
        [wish.operator]: { [wish.key]: wish.values },
      };
      break;
    case 'remove_condition':
      delete at(wish.statement).Condition;
      break;
    default:
      break;
  }
  return JSON.stringify(document, null, 2);
}

function diff(before: string, after: string): TextDiffView {
  const [old, young] = [before.split('\n'), after.split('\n')];
  const line = (
    kind: DiffLineView['kind'],
    text: string,
    index: number,
    other: number,
  ): DiffLineView => ({
    kind,
    text,
    before: kind === 'added' ? null : index + 1,
    after: kind === 'removed' ? null : other + 1,
  });
  const lines = old.flatMap((text, index) =>
    text === young[index]
      ? [line('same', text, index, index)]
      : [
          line('removed', text, index, index),
          ...(young[index] === undefined ? [] : [line('added', young[index], index, index)]),
        ],
  );
  const rest = young
    .slice(old.length)
    .map((text, index) => line('added', text, 0, old.length + index));
  const all = [...lines, ...rest];
  return {
    lines: all,
    added: all.filter(({ kind }) => kind === 'added').length,
    removed: all.filter(({ kind }) => kind === 'removed').length,
    same_value: before === after,
  };
}

function trust(trusted: TrustedEntity): Record<string, string> {
  switch (trusted.kind) {
    case 'service':
      return { Service: trusted.services[0] ?? '' };
    case 'account':
      return { AWS: `arn:aws:iam::${trusted.accounts[0] ?? ''}:root` };
    default:
      return { Federated: trusted.provider };
  }
}

function isMissing(trusted: TrustedEntity): boolean {
  return Object.values(trust(trusted)).some((value) => value === '' || value.includes('::root'));
}

export function makeEditorHandlers(): Handlers {
  return {
    policy_editor: view,
    edit_policy: ({ policy, edit }) => {
      const text = edited(policy, edit);
      return { text, view: view({ ...policy, text }) };
    },
    policy_completions: ({ policy, cursor }) => {
      const from = policy.text.lastIndexOf('"', cursor - 1) + 1;
      const typed = policy.text.slice(from, cursor).toLowerCase();
      const options = Object.values(known)
        .flat()
        .filter(({ name }) => name.toLowerCase().includes(typed))
        .map(({ name, level }) => ({ label: name, insert: name, detail: level }));
      return { from, to: cursor, options };
    },
    policy_services: () => services,
    service_principals: () => ['ec2.amazonaws.com', 'lambda.amazonaws.com'],
    service_actions: ({ service, patterns, filter }) => {
      const all = (known[service] ?? []).filter(({ name, description }) =>
        `${name} ${description}`.toLowerCase().includes(filter.toLowerCase()),
      );
      const levels = [...new Set(all.map(({ level }) => level))].map((level) => {
        const actions = all
          .filter((action) => action.level === level)
          .map(({ name, description }) => ({
            name,
            description,
            named_by: patterns.find((one) => one === name || one === `${service}:*`) ?? '',
          }));
        return {
          level,
          actions,
          named: actions.filter(({ named_by }) => named_by !== '').length,
        };
      });
      const name = services.find((one) => one.prefix === service)?.name ?? service;
      return { prefix: service, name, levels };
    },
    statement_choices: () => ({
      formats: [
        {
          resource: 'object',
          // biome-ignore lint/suspicious/noTemplateCurlyInString: AWS writes ARN formats like this
          format: 'arn:${Partition}:s3:::${BucketName}/${ObjectName}',
          parts: [
            { text: 'arn:', blank: false, filled: 'arn:' },
            { text: 'Partition', blank: true, filled: 'aws' },
            { text: ':s3:::', blank: false, filled: ':s3:::' },
            { text: 'BucketName', blank: true, filled: '*' },
            { text: '/', blank: false, filled: '/' },
            { text: 'ObjectName', blank: true, filled: '*' },
          ],
        },
      ],
      wildcard_only: ['s3:ListAllMyBuckets'],
      keys: [
        {
          name: 'aws:SourceIp',
          description: '',
          value_type: 'IPAddress',
          multi_valued: false,
          operators: ['IpAddress', 'NotIpAddress'],
          example: '203.0.113.7',
        },
        {
          name: 'aws:username',
          description: '',
          value_type: 'String',
          multi_valued: false,
          operators: ['StringEquals', 'StringLike'],
          example: 'alice',
        },
      ],
      presets: [
        {
          title: 'Signed in with MFA',
          operator: 'Bool',
          key: 'aws:MultiFactorAuthPresent',
          values: ['true'],
        },
      ],
    }),
    policy_templates: () => [
      {
        id: 'read-one-bucket',
        title: 'Read only one bucket',
        text: 'Lists a bucket of Amazon S3 and reads its objects, and nothing else.',
        blanks: [{ name: 'Bucket', label: 'Bucket', value: '', help: 'the bucket’s name' }],
      },
      {
        id: 'deny-without-mfa',
        title: 'Deny everything without MFA',
        text: 'Takes everything away from whoever did not sign in with MFA.',
        blanks: [],
      },
    ],
    fill_template: ({ blanks }) => {
      const empty = blanks.find(({ value }) => value === '');
      return empty === undefined
        ? {
            text: template,
            errors: [],
            promises: [
              { sentence: 'Objects of example-bucket can be read', holds: true },
              { sentence: 'Nothing can be written', holds: true },
            ],
          }
        : {
            text: '',
            errors: [
              {
                field: empty.name,
                code: 'invalid-field',
                message: 'a bucket’s name is missing',
                help: '',
              },
            ],
            promises: [],
          };
    },
    trusted_providers: () => [
      {
        provider: 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com',
        saml: false,
        audiences: ['sts.amazonaws.com'],
      },
      { provider: 'arn:aws:iam::111122223333:saml-provider/corp', saml: true, audiences: [] },
      { provider: 'accounts.google.com', saml: false, audiences: [] },
    ],
    trust_policy: ({ trusted }) =>
      isMissing(trusted)
        ? {
            text: '',
            errors: [
              {
                field: trusted.kind === 'service' ? 'services' : 'accounts',
                code: 'invalid-field',
                message: 'a trusted entity is missing',
                help: 'choose at least one',
              },
            ],
          }
        : {
            text: JSON.stringify(
              {
                Version: '2012-10-17',
                Statement: [
                  { Effect: 'Allow', Principal: trust(trusted), Action: 'sts:AssumeRole' },
                ],
              },
              null,
              2,
            ),
            errors: [],
          },
    diff_documents: ({ before, after }) => diff(before, after),
    effects: () => [effect],
  };
}
