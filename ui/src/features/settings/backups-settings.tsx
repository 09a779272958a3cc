import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { SavedView } from '@/ipc/contract';
import { FailureAlert } from '@/shared/failure-alert';
import { useFlash } from '@/shared/flash';
import { useLock } from '@/shared/lock';
import { useAction, useAsk } from '@/shared/queries';
import { BackupsTable, RestoreWizard } from '@/shared/restore-wizard';
import { backups as s } from '@/shared/strings/backups';

export function BackupsSettings() {
  const [restoring, setRestoring] = useState(false);
  const { gateIs } = useLock();
  const list = useAsk('backups', {});
  const here = useAction('back_up');
  const elsewhere = useAction('back_up_elsewhere');
  const flash = useFlash();

  const said = (saved: SavedView | null) => {
    if (saved !== null) {
      flash.say('success', s.done(saved.file_name), saved.notes.join(' '));
      void list.refetch();
    }
  };
  return (
    <div data-testid="backups-settings">
      <Container
        header={
          <Header
            variant="h2"
            description={s.text}
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                <Button data-testid="restore-open" onClick={() => setRestoring(true)}>
                  {s.restoreButton}
                </Button>
                <Button
                  loading={elsewhere.busy}
                  data-testid="backup-elsewhere"
                  onClick={async () => said(await elsewhere.run({}))}
                >
                  {s.toElsewhere}
                </Button>
                <Button
                  loading={here.busy}
                  data-testid="backup-now"
                  onClick={async () => said(await here.run({}))}
                >
                  {s.now}
                </Button>
              </SpaceBetween>
            }
          >
            {s.title}
          </Header>
        }
        footer={list.data === undefined ? null : s.location(list.data.location)}
      >
        <SpaceBetween size="m">
          <FailureAlert failure={here.failure ?? elsewhere.failure ?? list.error} />
          <BackupsTable backups={list.data?.backups ?? []} loading={list.isPending} action={null} />
        </SpaceBetween>
      </Container>
      {restoring ? <RestoreWizard onClose={() => setRestoring(false)} onRestored={gateIs} /> : null}
    </div>
  );
}
