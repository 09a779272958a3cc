// A policy's document with the statements that matter lit and the rest dimmed.
import Box from '@cloudscape-design/components/box';
import { useMemo } from 'react';
import type { SimulationView, StatementView } from '@/ipc/contract';
import type { LitRange } from '@/shared/json-editor';
import { JsonView } from '@/shared/json-view';
import { simulator as s } from '@/shared/strings/simulator';

/** What an answer stands on, whichever answers stand beside it. */
export type About = Pick<SimulationView, 'policies' | 'principal' | 'together' | 'context'>;

interface LitPolicyProps {
  index: number;
  view: About;
  statements: readonly StatementView[];
  /** Its statements did not decide. */
  near?: boolean;
}

export function LitPolicy({ index, view, statements, near = false }: LitPolicyProps) {
  const policy = view.policies[index];
  const lit = useMemo<LitRange[]>(
    () =>
      statements.map(({ from, to, effect }) => ({
        from,
        to,
        tone: near ? 'near' : effect === 'Deny' ? 'deny' : 'allow',
      })),
    [statements, near],
  );
  if (policy === undefined) {
    return null;
  }
  return (
    <div>
      {statements.map((statement) => (
        <Box key={statement.statement} data-testid="deciding-statement">
          {s.inPolicy(s.statement(statement.statement, statement.sid), policy.name, policy.via)}
        </Box>
      ))}
      <JsonView
        testId={near ? 'near-json' : 'deciding-json'}
        text={policy.document}
        label={s.document(policy.name)}
        lit={lit}
      />
    </div>
  );
}
