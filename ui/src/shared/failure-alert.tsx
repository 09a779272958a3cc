import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import type { CommandError } from '@/ipc/contract';
import { common } from '@/shared/strings/common';
import { sentence, Words } from '@/shared/words';

interface FailureAlertProps {
  failure: CommandError | null;
  /** What was asked for, when the message alone would not say. */
  title?: string;
  onRetry?: () => void;
}

/** An error as Rust gave it: what happened, what to do, where. Draws nothing without one. */
export function FailureAlert({ failure, title, onRetry }: FailureAlertProps) {
  if (failure === null) {
    return null;
  }
  return (
    <div data-testid="failure" data-code={failure.code}>
      <Alert
        type="error"
        header={title ?? <Words text={sentence(failure.message)} />}
        action={onRetry === undefined ? null : <Button onClick={onRetry}>{common.retry}</Button>}
      >
        {title === undefined ? null : (
          <Box variant="p">
            <Words text={sentence(failure.message)} />
          </Box>
        )}
        {failure.help === '' ? null : (
          <Box variant="p">
            <Words text={sentence(failure.help)} />
          </Box>
        )}
        {failure.at === '' ? null : (
          <Box variant="p" color="text-body-secondary">
            {common.where(failure.at)}
          </Box>
        )}
      </Alert>
    </div>
  );
}
