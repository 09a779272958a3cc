// The command that enables a device in AWS. Its codes run out, so it counts down and makes new ones.
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useEffect, useState } from 'react';
import type { MfaCommandView } from '@/ipc/contract';
import { useGuarded } from '@/shared/confirm-password';
import { Copyable } from '@/shared/copyable';
import { mfa as s } from '@/shared/strings/mfa';

interface MfaCommandProps {
  /** The id under which the vault keeps the seed. */
  credential: string;
  first: MfaCommandView | null;
}

export function MfaCommand({ credential, first }: MfaCommandProps) {
  const [view, setView] = useState(first);
  const [left, setLeft] = useState(first?.valid_seconds ?? 0);
  const again = useGuarded('mfa_enable_command');

  useEffect(() => {
    if (view === null) {
      return;
    }
    const timer = window.setInterval(() => setLeft((seconds) => Math.max(0, seconds - 1)), 1000);
    return () => window.clearInterval(timer);
  }, [view]);

  const fresh = async () => {
    const made = await again({ credential }).catch(() => null);
    if (made !== null) {
      setView(made);
      setLeft(made.valid_seconds);
    }
  };

  return (
    <SpaceBetween size="s">
      <Box>{s.doneAwsText}</Box>
      {view === null ? null : (
        <div className="mono" data-testid="mfa-command">
          <Copyable text={view.command} what={s.command} />
        </div>
      )}
      <SpaceBetween direction="horizontal" size="xs" alignItems="center">
        <Button data-testid="mfa-fresh-codes" onClick={() => void fresh()}>
          {s.fresh}
        </Button>
        {view === null ? null : left === 0 ? (
          <StatusIndicator type="warning">{s.stale}</StatusIndicator>
        ) : (
          <Box color="text-body-secondary">{s.validFor(left)}</Box>
        )}
      </SpaceBetween>
    </SpaceBetween>
  );
}
