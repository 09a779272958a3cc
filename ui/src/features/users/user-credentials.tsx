// Everything a user signs in with.
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { UserAccessKeys } from '@/features/users/user-access-keys';
import { UserMfa } from '@/features/users/user-mfa';
import { UserMoreCredentials } from '@/features/users/user-more-credentials';
import { UserPassword } from '@/features/users/user-password';
import type { CredentialView, DoneView, UserView } from '@/ipc/contract';
import { CredentialPanel } from '@/shared/credential-panel';
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
      <UserMfa user={user} />
      <UserMoreCredentials user={user} onMade={show} />
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
