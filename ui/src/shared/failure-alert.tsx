import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import type { CommandError } from '@/ipc/contract';
import { common } from '@/shared/strings/common';

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
        header={title ?? sentence(failure.message)}
        action={onRetry === undefined ? null : <Button onClick={onRetry}>{common.retry}</Button>}
      >
        {title === undefined ? null : <Box variant="p">{sentence(failure.message)}</Box>}
        {failure.help === '' ? null : <Box variant="p">{sentence(failure.help)}</Box>}
        {failure.at === '' ? null : (
          <Box variant="p" color="text-body-secondary">
            {common.where(failure.at)}
          </Box>
        )}
      </Alert>
    </div>
  );
}

/** Errors start lower-case, so that they can follow `error:` on a terminal; here they stand alone. */
export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
