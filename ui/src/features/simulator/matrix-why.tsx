// Why a cell says what it says: the same question for its one answer, with its explanation.
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Explanation } from '@/features/simulator/explanation';
import { FixIt } from '@/features/simulator/fix-it';
import type { ChosenCell } from '@/features/simulator/matrix-grid';
import type { Sandbox } from '@/features/simulator/use-sandbox';
import type { MatrixQuestion, SimulationRequest } from '@/ipc/contract';
import { Asked } from '@/shared/asked';
import { useAskKeeping } from '@/shared/queries';
import { analyse } from '@/shared/strings/analyse';
import { matrix as s } from '@/shared/strings/matrix';

interface MatrixWhyProps {
  question: MatrixQuestion;
  chosen: ChosenCell;
  sandbox: Sandbox;
  actions: ReactNode;
}

export function MatrixWhy({ question, chosen, sandbox, actions }: MatrixWhyProps) {
  const [when, setWhen] = useState<'before' | 'after'>('after');
  const place = useRef<HTMLDivElement>(null);
  const { row, column, cell } = chosen;
  const compared = cell.before !== null;
  const resource = column.kind === 'resource' ? column.key : row.resource;
  const before = compared && when === 'before';
  const request: SimulationRequest = {
    account: question.account,
    principal: column.principal,
    actions: [row.action],
    resources: resource === '*' ? [] : [resource],
    context:
      column.kind === 'value' && column.key !== ''
        ? [
            ...question.context.filter((one) => one.key !== question.key),
            { key: question.key, values: [column.key], multi_valued: false },
          ]
        : question.context,
    state: before && question.against_observed ? 'observed' : question.state,
    what_if: before ? [] : question.what_if,
    session: null,
  };
  const [fixing, setFixing] = useState(false);
  // The plan can be changed, and for who is in this account; what was seen in AWS can not.
  const fixable = question.state === 'planned' && !column.principal.includes(':');
  const answered = useAskKeeping('simulate', request);
  const name = `${row.action} ${row.resource} ${column.key}`;

  // biome-ignore lint/correctness/useExhaustiveDependencies: another cell is another explanation to look at
  useEffect(() => {
    place.current?.scrollIntoView({ block: 'nearest' });
  }, [name]);

  return (
    <div ref={place} data-testid="matrix-why">
      <Asked query={answered}>
        {(view) => {
          const answer = view.answers[0];
          return answer === undefined ? (
            <Container />
          ) : (
            <Explanation
              answer={answer}
              view={view}
              title={s.whyOf(column.kind === 'value' ? view.principal : column.label)}
              sandbox={sandbox}
              asked={request}
              actions={
                <SpaceBetween direction="horizontal" size="xs">
                  {compared ? (
                    <SegmentedControl
                      label={s.why}
                      selectedId={when}
                      onChange={({ detail }) =>
                        setWhen(detail.selectedId === 'before' ? 'before' : 'after')
                      }
                      options={[
                        { id: 'before', text: s.before },
                        { id: 'after', text: s.after },
                      ]}
                    />
                  ) : null}
                  {cell.now === 'depends' || before || !fixable ? null : (
                    <Button data-testid="fix-open" onClick={() => setFixing(true)}>
                      {analyse.why.fix}
                    </Button>
                  )}
                  {actions}
                </SpaceBetween>
              }
            />
          );
        }}
      </Asked>
      {fixing ? (
        <FixIt
          sandbox={sandbox}
          onClose={() => setFixing(false)}
          request={{
            account: request.account,
            principal: request.principal,
            action: row.action,
            resource: resource === '*' ? '' : resource,
            context: request.context,
            what_if: request.what_if,
          }}
        />
      ) : null}
    </div>
  );
}
