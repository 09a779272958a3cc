import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import type { CheckRowView, CheckView } from '@/ipc/contract';
import { FailureAlert } from '@/shared/failure-alert';
import { useLock } from '@/shared/lock';
import { useAction } from '@/shared/queries';
import { common } from '@/shared/strings/common';
import { settings as s } from '@/shared/strings/settings';

export function VaultSettings() {
  const { gate, lock } = useLock();
  const { busy, failure, run } = useAction('check_vault');
  const [found, setFound] = useState<CheckView | null>(null);
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Button
                loading={busy}
                data-testid="check-vault"
                onClick={async () => setFound(await run({}))}
              >
                {s.checkRun}
              </Button>
              <Button iconName="lock-private" data-testid="lock-now" onClick={() => void lock()}>
                {s.lockNow}
              </Button>
            </SpaceBetween>
          }
        >
          {s.vault}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <KeyValuePairs
          columns={2}
          items={[
            { label: common.name, value: gate.vault?.name ?? common.none },
            { label: s.location, value: gate.vault?.location ?? common.none },
            { label: s.idle, value: s.idleText(gate.idle_lock_minutes) },
            { label: s.version, value: gate.version },
          ]}
        />
        <FailureAlert failure={failure} />
        {found === null ? null : <Checks found={found} />}
      </SpaceBetween>
    </Container>
  );
}

function Checks({ found }: { found: CheckView }) {
  return (
    <SpaceBetween size="s">
      <Alert type={found.sound ? 'success' : 'error'}>
        {found.sound ? s.checkSound : s.checkUnsound}
      </Alert>
      <Table<CheckRowView>
        variant="embedded"
        wrapLines
        items={found.checks}
        trackBy="name"
        ariaLabels={{ tableLabel: s.check }}
        columnDefinitions={[
          { id: 'name', header: s.checkName, isRowHeader: true, cell: (row) => row.name },
          {
            id: 'held',
            header: common.standing,
            width: 140,
            cell: (row) => (
              <StatusIndicator type={row.held ? 'success' : 'error'}>
                {row.held ? s.held : s.notHeld}
              </StatusIndicator>
            ),
          },
          { id: 'found', header: s.checkFound, cell: (row) => row.found },
        ]}
      />
    </SpaceBetween>
  );
}
