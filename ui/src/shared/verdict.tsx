import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { VerdictView } from '@/ipc/contract';
import { matrix as s } from '@/shared/strings/matrix';

const looks = {
  allowed: 'success',
  some: 'info',
  depends: 'warning',
  implicitly_denied: 'stopped',
  explicitly_denied: 'error',
} as const;

/** Symbol, word and colour; never colour alone. */
export function Verdict({ verdict }: { verdict: VerdictView }) {
  return (
    <span data-testid="verdict" data-verdict={verdict}>
      <StatusIndicator type={looks[verdict]}>{s.longVerdicts[verdict]}</StatusIndicator>
    </span>
  );
}
