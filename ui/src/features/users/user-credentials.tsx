// Everything a user signs in with.
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import { UserAccessKeys } from '@/features/users/user-access-keys';
import { UserPassword } from '@/features/users/user-password';
import type { CredentialView, DoneView, UserView } from '@/ipc/contract';
import { CredentialPanel } from '@/shared/credential-panel';
import { Nothing } from '@/shared/entity-table';
import { common } from '@/shared/strings/common';
import { credentials as s } from '@/shared/strings/users';

export function UserCredentials({ user }: { user: UserView }) {
  const [made, setMade] = useState<readonly CredentialView[]>([]);
  const show = (view: DoneView) => setMade(view.credentials);
  return (
    <SpaceBetween size="l">
      {user.credentials_known ? null : (
        <Alert type="info" header={s.unknownTitle}>
          {s.unknownText}
        </Alert>
      )}
      <UserPassword user={user} onMade={show} />
      <UserAccessKeys user={user} onMade={show} />
      <Table<{ serial: string }>
        variant="container"
        items={user.mfa_devices.map((serial) => ({ serial }))}
        trackBy="serial"
        header={
          <Header variant="h2" counter={`(${user.mfa_devices.length})`}>
            {s.mfaTitle}
          </Header>
        }
        empty={<Nothing title={s.mfaEmpty} text={s.mfaEmptyText} />}
        columnDefinitions={[
          {
            id: 'serial',
            header: common.arn,
            isRowHeader: true,
            cell: (device) => <span className="mono">{device.serial}</span>,
          },
        ]}
      />
      <Modal
        visible={made.length > 0}
        header={s.made}
        closeAriaLabel={common.close}
        onDismiss={() => setMade([])}
        footer={
          <Box float="right">
            <Button variant="primary" data-testid="credential-close" onClick={() => setMade([])}>
              {common.close}
            </Button>
          </Box>
        }
      >
        <SpaceBetween size="m">
          {made.some((credential) => credential.has_secret) ? <Box>{s.madeText}</Box> : null}
          {made.map((credential) => (
            <CredentialPanel key={credential.id} credential={credential} />
          ))}
        </SpaceBetween>
      </Modal>
    </SpaceBetween>
  );
}
