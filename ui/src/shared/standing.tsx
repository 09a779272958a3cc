import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { StandingView } from '@/ipc/contract';
import { common } from '@/shared/strings/common';

const looks = { in_aws: 'success', pending: 'pending', local: 'success' } as const;

/** How an entity stands to AWS: symbol and word. */
export function Standing({ standing }: { standing: StandingView }) {
  return (
    <StatusIndicator type={looks[standing]}>
      <span title={common.standingHelp[standing]}>{common.standings[standing]}</span>
    </StatusIndicator>
  );
}
