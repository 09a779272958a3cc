// The other statements and policies, each with why it has no part in the answer; each can be opened.
import Box from '@cloudscape-design/components/box';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { type About, LitPolicy } from '@/features/simulator/lit-policy';
import type { AnswerView, NearMissView } from '@/ipc/contract';
import { EntityLink } from '@/shared/entity-link';
import { routes } from '@/shared/routes';
import { analyse } from '@/shared/strings/analyse';
import { simulator as s } from '@/shared/strings/simulator';
import { sentence, Words } from '@/shared/words';

export interface AnsweredProps {
  answer: AnswerView;
  view: About;
}

export function NotApplying({ answer, view }: AnsweredProps) {
  const total = answer.not_applying.length + answer.silent.length;
  return total === 0 ? null : (
    <div data-testid="not-applying">
      <ExpandableSection variant="footer" headerText={`${analyse.why.notApplying} (${total})`}>
        <SpaceBetween size="xs">
          {answer.not_applying.map((one) => (
            <Other
              key={`${one.statement.policy} ${one.statement.statement}`}
              one={one}
              view={view}
            />
          ))}
          {answer.silent.length === 0 ? null : (
            <Box>
              {analyse.why.silent}
              {': '}
              {answer.silent.map((index, place) => {
                const policy = view.policies[index];
                return policy === undefined ? null : (
                  <span key={index}>
                    {place === 0 ? '' : ', '}
                    <EntityLink to={routes.policy(policy.policy)}>{policy.name}</EntityLink>
                  </span>
                );
              })}
            </Box>
          )}
        </SpaceBetween>
      </ExpandableSection>
    </div>
  );
}

/** One statement; its document is drawn once it is opened. */
function Other({ one, view }: { one: NearMissView; view: About }) {
  const [open, setOpen] = useState(false);
  const { statement } = one;
  const policy = view.policies[statement.policy];
  return (
    <div data-testid="not-applying-statement">
      <ExpandableSection
        variant="footer"
        expanded={open}
        onChange={({ detail }) => setOpen(detail.expanded)}
        headerText={
          <>
            {s.inPolicy(
              s.statement(statement.statement, statement.sid),
              policy?.name ?? '',
              policy?.via ?? '',
            )}
            {': '}
            <Words text={sentence(one.sentence)} />
          </>
        }
      >
        {open ? (
          <LitPolicy near index={statement.policy} view={view} statements={[statement]} />
        ) : null}
      </ExpandableSection>
    </div>
  );
}
