// What Rust found and nobody asked about: each is said once while it lasts. An older copy of the
// vault that was put back stops everything until somebody has decided.
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect, useRef } from 'react';
import type { NoticeView } from '@/ipc/contract';
import { FailureAlert } from '@/shared/failure-alert';
import { useFlash } from '@/shared/flash';
import { useLock } from '@/shared/lock';
import { useAction } from '@/shared/queries';
import { settings as s } from '@/shared/strings/settings';
import { sentence } from '@/shared/words';

const rolledBack = 'vault-rolled-back';
const grave = ['backup-failed', 'vault-envelope-finding', 'vault-conflict-copy'];

interface NoticesProps {
  notices: readonly NoticeView[];
  onAccepted: () => void;
}

export function Notices({ notices, onAccepted }: NoticesProps) {
  const flash = useFlash();
  const said = useRef(new Set<string>());
  useEffect(() => {
    const now = new Set(notices.map(key));
    for (const notice of notices) {
      if (!said.current.has(key(notice)) && notice.code !== rolledBack) {
        flash.say(
          grave.includes(notice.code) ? 'error' : 'info',
          sentence(notice.message),
          sentence(notice.help),
        );
      }
    }
    said.current = now;
  }, [notices, flash]);
  const older = notices.find(({ code }) => code === rolledBack);
  return older === undefined ? null : <RolledBack notice={older} onAccepted={onAccepted} />;
}

function key({ code, message }: NoticeView): string {
  return `${code} ${message}`;
}

function RolledBack({ notice, onAccepted }: { notice: NoticeView; onAccepted: () => void }) {
  const { lock } = useLock();
  const { busy, failure, run } = useAction('accept_state');
  return (
    <Modal
      visible
      header={s.rolledBack}
      closeAriaLabel={s.lockNow}
      onDismiss={() => void lock()}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button
              loading={busy}
              data-testid="rollback-accept"
              onClick={async () => {
                if ((await run({})) !== null) {
                  onAccepted();
                }
              }}
            >
              {s.rolledBackRight}
            </Button>
            <Button variant="primary" data-testid="rollback-lock" onClick={() => void lock()}>
              {s.lockNow}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <div data-testid="rolled-back">
        <SpaceBetween size="m">
          <Box>{sentence(notice.message)}.</Box>
          <Box>{sentence(notice.help)}.</Box>
          <FailureAlert failure={failure} />
        </SpaceBetween>
      </div>
    </Modal>
  );
}
