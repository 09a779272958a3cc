// A user's MFA devices: assigned by a wizard, their QR code shown again for their owner.
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import { CommandFailure } from '@/ipc/client';
import type { MfaDeviceView, MfaQrView, UserView } from '@/ipc/contract';
import { ChangeDialog } from '@/shared/change-dialog';
import { useGuarded } from '@/shared/confirm-password';
import { Nothing } from '@/shared/entity-table';
import { useFlash } from '@/shared/flash';
import { MfaCommand } from '@/shared/mfa-command';
import { MfaQr } from '@/shared/mfa-qr';
import { routes, useGo } from '@/shared/routes';
import { common } from '@/shared/strings/common';
import { mfa as s } from '@/shared/strings/mfa';
import { credentials } from '@/shared/strings/users';
import { when } from '@/shared/when';

export function UserMfa({ user }: { user: UserView }) {
  const go = useGo();
  const [removing, setRemoving] = useState<MfaDeviceView | null>(null);
  const [shown, setShown] = useState<MfaDeviceView | null>(null);
  const [enabling, setEnabling] = useState<MfaDeviceView | null>(null);
  const flash = useFlash();
  const reveal = useGuarded('mfa_device_qr');
  const ask = async (device: MfaDeviceView): Promise<MfaQrView | null> => {
    try {
      return await reveal({ credential: device.seed });
    } catch (reason) {
      if (reason instanceof CommandFailure) {
        flash.fail(reason);
      }
      return null;
    }
  };
  return (
    <>
      <Table<MfaDeviceView>
        variant="container"
        wrapLines
        items={user.mfa}
        trackBy="serial"
        header={
          <Header
            variant="h2"
            counter={`(${user.mfa.length})`}
            actions={
              <Button data-testid="assign-mfa" onClick={() => go(routes.mfa(user.id))}>
                {s.assign}
              </Button>
            }
          >
            {credentials.mfaTitle}
          </Header>
        }
        empty={<Nothing title={credentials.mfaEmpty} text={credentials.mfaEmptyText} />}
        columnDefinitions={[
          {
            id: 'serial',
            header: common.arn,
            isRowHeader: true,
            cell: (device) => <span className="mono">{device.serial}</span>,
          },
          { id: 'kind', header: s.kind, cell: (device) => s.kinds[device.kind] ?? device.kind },
          {
            id: 'state',
            header: s.state,
            cell: (device) =>
              device.enabled ? (
                <StatusIndicator type="success">{s.enabled}</StatusIndicator>
              ) : (
                <StatusIndicator type="pending">{s.requested}</StatusIndicator>
              ),
          },
          { id: 'since', header: s.since, cell: (device) => when(device.since) || common.notKnown },
          {
            id: 'actions',
            header: s.actions,
            cell: (device) => (
              <SpaceBetween direction="horizontal" size="s">
                {device.seed === '' ? null : (
                  <Button
                    variant="inline-link"
                    ariaLabel={s.showAgainLabel(device.serial)}
                    data-testid="mfa-device-qr"
                    onClick={() => setShown(device)}
                  >
                    {s.showAgain}
                  </Button>
                )}
                {device.seed === '' || device.enabled ? null : (
                  <Button
                    variant="inline-link"
                    ariaLabel={s.enableLabel(device.serial)}
                    onClick={() => setEnabling(device)}
                  >
                    {s.enableInAws}
                  </Button>
                )}
                <Button
                  variant="inline-link"
                  ariaLabel={s.removeLabel(device.serial)}
                  onClick={() => setRemoving(device)}
                >
                  {s.remove}
                </Button>
              </SpaceBetween>
            ),
          },
        ]}
      />
      <ChangeDialog
        proposal={
          removing === null
            ? null
            : {
                kind: 'credential',
                user: user.id,
                step: { what: 'deactivate_mfa_device', serial: removing.serial },
              }
        }
        title={s.removeTitle}
        text={s.removeText}
        confirm={s.remove}
        onClose={() => setRemoving(null)}
      />
      <Modal
        visible={shown !== null || enabling !== null}
        header={shown === null ? s.enableInAws : s.qrTitle}
        closeAriaLabel={common.close}
        onDismiss={() => {
          setShown(null);
          setEnabling(null);
        }}
        footer={
          <Box float="right">
            <Button
              variant="primary"
              onClick={() => {
                setShown(null);
                setEnabling(null);
              }}
            >
              {common.close}
            </Button>
          </Box>
        }
      >
        {shown === null ? null : <MfaQr key={shown.serial} ask={() => ask(shown)} />}
        {enabling === null ? null : <MfaCommand credential={enabling.seed} first={null} />}
      </Modal>
    </>
  );
}
