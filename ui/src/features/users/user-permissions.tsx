// What a user may do, and the most of it.
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { UserView } from '@/ipc/contract';
import { BoundaryDialog } from '@/shared/boundary-dialog';
import { EntityLink } from '@/shared/entity-link';
import { HolderPermissions } from '@/shared/holder-permissions';
import { routes } from '@/shared/routes';
import { permissions as s } from '@/shared/strings/permissions';
import { user as strings } from '@/shared/strings/users';

export function UserPermissions({ user }: { user: UserView }) {
  const [setting, setSetting] = useState(false);
  return (
    <SpaceBetween size="l">
      <HolderPermissions
        entity="user"
        id={user.id}
        name={user.name}
        permissions={user.permissions}
        emptyText={strings.permissionsEmpty}
      />
      <Container
        header={
          <Header
            variant="h2"
            description={s.boundaryText}
            actions={
              <Button data-testid="user-boundary" onClick={() => setSetting(true)}>
                {user.boundary === null ? s.setBoundary : s.changeBoundary}
              </Button>
            }
          >
            {s.boundaryTitle}
          </Header>
        }
      >
        {user.boundary === null ? (
          s.noBoundary
        ) : (
          <EntityLink to={routes.policy(user.boundary.policy)}>{user.boundary.name}</EntityLink>
        )}
      </Container>
      {setting ? <BoundaryDialog holder={user} onClose={() => setSetting(false)} /> : null}
    </SpaceBetween>
  );
}
