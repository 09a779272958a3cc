// Everything a user signs in with.
import Alert from '@cloudscape-design/components/alert';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { UserAccessKeys } from '@/features/users/user-access-keys';
import { UserMfa } from '@/features/users/user-mfa';
import { UserMoreCredentials } from '@/features/users/user-more-credentials';
import { UserPassword } from '@/features/users/user-password';
import type { CredentialView, DoneView, UserView } from '@/ipc/contract';
import { MadeCredentials } from '@/shared/made-credentials';
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
      <UserAccessKeys user={user} />
      <UserMfa user={user} />
      <UserMoreCredentials user={user} onMade={show} />
      <MadeCredentials made={made} onClose={() => setMade([])} />
    </SpaceBetween>
  );
}
