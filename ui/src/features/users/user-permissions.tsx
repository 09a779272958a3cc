import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { GrantView, UserView } from '@/ipc/contract';
import { ChangeDialog } from '@/shared/change-dialog';
import { EntityLink } from '@/shared/entity-link';
import { GrantsTable } from '@/shared/grants-table';
import { type ChosenPolicy, PolicyPicker } from '@/shared/policy-picker';
import { routes, useGo } from '@/shared/routes';
import { permissions } from '@/shared/strings/permissions';
import { user as s } from '@/shared/strings/users';
import { rolePage } from '@/shared/strings/wizards';

export function UserPermissions({ user }: { user: UserView }) {
  const go = useGo();
  const [attaching, setAttaching] = useState(false);
  const [chosen, setChosen] = useState<readonly ChosenPolicy[]>([]);
  const [detaching, setDetaching] = useState<GrantView | null>(null);

  const closeAttach = () => {
    setAttaching(false);
    setChosen([]);
  };

  return (
    <SpaceBetween size="l">
      <GrantsTable
        grants={user.permissions}
        showVia
        emptyText={s.permissionsEmpty}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button
              data-testid="create-inline"
              onClick={() => go(routes.createInline('user', user.id, user.name))}
            >
              {rolePage.inline}
            </Button>
            <Button data-testid="attach-policies" onClick={() => setAttaching(true)}>
              {s.addPermissions}
            </Button>
          </SpaceBetween>
        }
        action={(grant) =>
          grant.group === null ? (
            <Button
              variant="inline-link"
              ariaLabel={s.detachLabel(grant.name)}
              onClick={() => setDetaching(grant)}
            >
              {grant.kind === 'inline' ? s.deleteInline : s.detach}
            </Button>
          ) : null
        }
      />
      <Container
        header={
          <Header variant="h2" description={permissions.boundaryText}>
            {permissions.boundaryTitle}
          </Header>
        }
      >
        {user.boundary === null ? (
          permissions.noBoundary
        ) : (
          <EntityLink to={routes.policy(user.boundary.policy)}>{user.boundary.name}</EntityLink>
        )}
      </Container>
      <ChangeDialog
        proposal={
          attaching
            ? {
                kind: 'attach_policies',
                holder: user.id,
                policies: chosen.map(({ policy }) => policy),
              }
            : null
        }
        title={s.attachTitle(user.name)}
        confirm={s.attach}
        onClose={closeAttach}
      >
        <PolicyPicker chosen={chosen} onChoose={setChosen} />
      </ChangeDialog>
      <ChangeDialog
        proposal={
          detaching === null
            ? null
            : { kind: 'detach_policy', holder: user.id, policy: detaching.policy }
        }
        title={
          detaching?.kind === 'inline'
            ? s.deleteInlineTitle(detaching.name)
            : s.detachTitle(detaching?.name ?? '')
        }
        confirm={detaching?.kind === 'inline' ? s.deleteInline : s.detach}
        onClose={() => setDetaching(null)}
      />
    </SpaceBetween>
  );
}
