// A call that works on several resources at once: what the answers come to together.
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import type { AnsweredProps } from '@/features/simulator/not-applying';
import type { TogetherView } from '@/ipc/contract';
import { analyse } from '@/shared/strings/analyse';
import { simulator as s } from '@/shared/strings/simulator';
import { sentence, Words } from '@/shared/words';

const w = analyse.together;

export function TogetherOf({ answer, view }: AnsweredProps) {
  const together = view.together.find(({ action }) => action === answer.action);
  return together === undefined ? null : <Together together={together} />;
}

export function Together({ together }: { together: TogetherView }) {
  const lists = [
    [w.denied, together.denied],
    [w.lacking, together.lacking],
  ] as const;
  return (
    <div data-testid="together" data-decision={together.decision}>
      <Alert
        type={together.decision === 'allowed' ? 'success' : 'warning'}
        header={w.header(together.action, s.decisions[together.decision])}
      >
        <Words text={sentence(together.sentence)} />
        {lists.map(([title, texts]) =>
          texts.length === 0 ? null : (
            <div key={title}>
              <Box variant="awsui-key-label">{title}</Box>
              <ul className="plain-list mono">
                {texts.map((text) => (
                  <li key={text}>{text}</li>
                ))}
              </ul>
            </div>
          ),
        )}
      </Alert>
    </div>
  );
}
