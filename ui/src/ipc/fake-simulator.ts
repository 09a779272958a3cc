// What the other side says on the simulator's pages, told and not worked out.
import type { Commands, MatrixQuestion, MatrixRowView, MatrixView, VerdictView } from './contract';

type Name = 'matrix' | 'matrix_counts' | 'sandbox';

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
      effects: [
        {
          principal: {
            id: 'user-0',
            entity: 'user',
            name: 'alice',
            arn: 'arn:aws:iam::111122223333:user/alice',
          },
          gained: 0,
          lost: 3,
          moved: 0,
          examples: ['loses `s3:GetObject` on arn:aws:s3:::example-reports/*'],
        },
      ],
    }),
  };
}
