// The policies of a user, user group or role, with what can be done about them.
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { GrantView } from '@/ipc/contract';
import { ChangeDialog } from '@/shared/change-dialog';
import { GrantsTable } from '@/shared/grants-table';
import { type ChosenPolicy, PolicyPicker } from '@/shared/policy-picker';
import { routes, useGo } from '@/shared/routes';
import { user as s } from '@/shared/strings/users';
import { rolePage } from '@/shared/strings/wizards';

interface HolderPermissionsProps {
  entity: 'user' | 'group' | 'role';
  id: string;
  name: string;
  permissions: readonly GrantView[];
  emptyText: string;
  /** Only AWS may alter it. */
  readOnly?: boolean;
}

export function HolderPermissions(props: HolderPermissionsProps) {
  const { entity, id, name, permissions, readOnly = false } = props;
  const go = useGo();
  const [attaching, setAttaching] = useState(false);
  const [chosen, setChosen] = useState<readonly ChosenPolicy[]>([]);
  const [detaching, setDetaching] = useState<GrantView | null>(null);
  const closeAttach = () => {
    setAttaching(false);
    setChosen([]);
  };
  return (
    <>
      <GrantsTable
        grants={permissions}
        showVia={entity === 'user'}
        emptyText={props.emptyText}
        {...(readOnly
          ? {}
          : {
              actions: (
                <SpaceBetween direction="horizontal" size="xs">
                  <Button
                    data-testid="create-inline"
                    onClick={() => go(routes.createInline(entity, id, name))}
                  >
                    {rolePage.inline}
                  </Button>
                  <Button data-testid="attach-policies" onClick={() => setAttaching(true)}>
                    {rolePage.attach}
                  </Button>
                </SpaceBetween>
              ),
              // What comes by a group is the group's to take away.
              action: (grant: GrantView) =>
                grant.group === null ? (
                  <Button
                    variant="inline-link"
                    ariaLabel={s.detachLabel(grant.name)}
                    onClick={() => setDetaching(grant)}
                  >
                    {grant.kind === 'inline' ? s.deleteInline : s.detach}
                  </Button>
                ) : null,
            })}
      />
      <ChangeDialog
        proposal={
          attaching
            ? {
                kind: 'attach_policies',
                holder: id,
                policies: chosen.map(({ policy }) => policy),
              }
            : null
        }
        title={s.attachTitle(name)}
        confirm={s.attach}
        onClose={closeAttach}
      >
        <PolicyPicker chosen={chosen} onChoose={setChosen} />
      </ChangeDialog>
      <ChangeDialog
        proposal={
          detaching === null
            ? null
            : { kind: 'detach_policy', holder: id, policy: detaching.policy }
        }
        title={
          detaching?.kind === 'inline'
            ? s.deleteInlineTitle(detaching.name)
            : s.detachTitle(detaching?.name ?? '')
        }
        confirm={detaching?.kind === 'inline' ? s.deleteInline : s.detach}
        onClose={() => setDetaching(null)}
      />
    </>
  );
}
