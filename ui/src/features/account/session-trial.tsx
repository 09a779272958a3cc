// What a planned session could do, asked of the simulator while the plan is made.
import Box from '@cloudscape-design/components/box';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { PlanSessionRequest } from '@/ipc/contract';
import { FailureAlert } from '@/shared/failure-alert';
import { useLive } from '@/shared/queries';
import { sessions as s } from '@/shared/strings/account-page';
import { TextField } from '@/shared/text-field';
import { Verdict } from '@/shared/verdict';
import { Words } from '@/shared/words';

/** `plan` is null while something is wrong with it: then there is nothing to ask. */
export function SessionTrial({ plan }: { plan: PlanSessionRequest | null }) {
  const [action, setAction] = useState('');
  const [resource, setResource] = useState('');
  const asks = plan !== null && action.trim() !== '';
  const tried = useLive('try_session', asks ? { plan, action, resource } : null);
  const field = (label: string, help: string, value: string, set: (text: string) => void) => (
    <TextField
      label={label}
      help={help}
      value={value}
      testId={`session-${label.toLowerCase()}`}
      onChange={set}
    />
  );
  return (
    <Container
      header={
        <Header variant="h2" description={s.tryText}>
          {s.try}
        </Header>
      }
    >
      <SpaceBetween size="m">
        <ColumnLayout columns={2}>
          {field(s.action, s.actionHelp, action, setAction)}
          {field(s.resource, s.resourceHelp, resource, setResource)}
        </ColumnLayout>
        <FailureAlert failure={asks ? tried.failure : null} />
        {tried.answer === null ? (
          <Box color="text-body-secondary">{plan === null ? s.incomplete : s.tryNothing}</Box>
        ) : (
          <ul className="plain-list" data-testid="session-answers" aria-busy={tried.waiting}>
            {tried.answer.map((answer) => (
              <li key={`${answer.action} ${answer.resource}`}>
                <Box margin={{ bottom: 's' }}>
                  <SpaceBetween size="xxs">
                    <span>
                      <span className="mono">{answer.action}</span>{' '}
                      <Verdict verdict={answer.verdict} />
                    </span>
                    <Box color="text-body-secondary">
                      <Words text={answer.sentence} />
                    </Box>
                  </SpaceBetween>
                </Box>
              </li>
            ))}
          </ul>
        )}
      </SpaceBetween>
    </Container>
  );
}
