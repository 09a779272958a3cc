import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { AnswerView } from '@/ipc/contract';
import { simulator as s } from '@/shared/strings/simulator';

const looks = {
  allowed: 'success',
  explicitly_denied: 'error',
  implicitly_denied: 'stopped',
} as const;

/** Symbol, word and colour; never colour alone. */
export function Decision({ answer }: { answer: AnswerView }) {
  return (
    <span data-testid="decision" data-decision={answer.decision}>
      <StatusIndicator type={looks[answer.decision]}>
        {s.decisions[answer.decision]}
      </StatusIndicator>
      {answer.extent === 'some' ? (
        <div>
          <StatusIndicator type="info">{s.some}</StatusIndicator>
        </div>
      ) : null}
      {answer.depends ? (
        <div>
          <StatusIndicator type="warning">{s.depends}</StatusIndicator>
        </div>
      ) : null}
      {answer.not_evaluable.length > 0 ? (
        <div>
          <StatusIndicator type="warning">{s.notEvaluable}</StatusIndicator>
        </div>
      ) : null}
    </span>
  );
}
