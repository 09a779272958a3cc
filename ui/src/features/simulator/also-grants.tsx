// Who else gets access by the statement that decided: everybody who holds its policy is asked the
// same question.
import Box from '@cloudscape-design/components/box';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import { useState } from 'react';
import type { AnsweredProps } from '@/features/simulator/not-applying';
import type { PolicyHolderView, SimulationRequest } from '@/ipc/contract';
import { EntityLink } from '@/shared/entity-link';
import { FailureAlert } from '@/shared/failure-alert';
import { useAskKeeping } from '@/shared/queries';
import { pageOfEntity, routes } from '@/shared/routes';
import { analyse } from '@/shared/strings/analyse';
import { common } from '@/shared/strings/common';
import { simulator as s } from '@/shared/strings/simulator';
import { Verdict } from '@/shared/verdict';
import { sentence, Words } from '@/shared/words';

const w = analyse.why;

/** What a question takes for given besides who, what and where. */
export type Given = Pick<SimulationRequest, 'account' | 'context' | 'state' | 'what_if'>;

/** More than these are a question for “Who can…?”. */
const most = 50;

export function AlsoGrants({ answer, view, asked }: AnsweredProps & { asked: Given }) {
  const [open, setOpen] = useState(false);
  const allowing = answer.decided_by.find(({ effect }) => effect === 'Allow');
  const policy = allowing === undefined ? undefined : view.policies[allowing.policy];
  const known = policy !== undefined && policy.layer === 'identity';
  // It asks about many: only once somebody wants to know.
  const holders = useAskKeeping(
    'policy_holders',
    !open || !known || allowing === undefined
      ? null
      : {
          account: asked.account,
          policy: policy.policy,
          statement: allowing.statement,
          action: answer.action,
          resource: answer.any_resource ? '' : answer.resource,
          context: asked.context,
          state: asked.state,
          what_if: asked.what_if,
        },
  );
  if (!known || allowing === undefined) {
    return null;
  }
  const others = (holders.data ?? []).filter(({ principal }) => principal.arn !== view.principal);
  return (
    <div data-testid="also-grants">
      <ExpandableSection
        variant="footer"
        expanded={open}
        onChange={({ detail }) => setOpen(detail.expanded)}
        headerText={`${w.alsoGrants}: ${s.statement(allowing.statement, allowing.sid)} · ${policy.name}`}
      >
        <FailureAlert failure={open ? holders.error : null} />
        {holders.data === undefined ? (
          <Box color="text-body-secondary">{common.loading}</Box>
        ) : (
          <>
            <Holders
              title={w.alsoBy(others.filter((one) => one.decides).length)}
              holders={others.filter((one) => one.decides)}
            />
            <Holders
              title={w.alsoHolds(others.filter((one) => !one.decides).length)}
              holders={others.filter((one) => !one.decides)}
              reasons
            />
          </>
        )}
      </ExpandableSection>
    </div>
  );
}

interface HoldersProps {
  title: string;
  holders: readonly PolicyHolderView[];
  reasons?: boolean;
}

function Holders({ title, holders, reasons = false }: HoldersProps) {
  return (
    <div>
      <Box variant="awsui-key-label">{title}</Box>
      <ul className="plain-list">
        {holders.slice(0, most).map(({ principal, via, verdict, sentence: text }) => (
          <li key={principal.id}>
            <EntityLink to={pageOfEntity(principal.entity, principal.id) ?? routes.simulator}>
              {principal.name}
            </EntityLink>{' '}
            ({via}) {reasons ? <Verdict verdict={verdict} /> : null}
            {reasons ? (
              <>
                {': '}
                <Words text={sentence(text)} />
              </>
            ) : null}
          </li>
        ))}
      </ul>
      {holders.length > most ? (
        <EntityLink to={routes.whoCan}>{w.alsoMore(holders.length - most)}</EntityLink>
      ) : null}
    </div>
  );
}
