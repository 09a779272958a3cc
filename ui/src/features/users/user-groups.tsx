import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import type { NamedView, UserView } from '@/ipc/contract';
import { ChangeDialog } from '@/shared/change-dialog';
import { EntityLink } from '@/shared/entity-link';
import { Nothing } from '@/shared/entity-table';
import { GroupPicker } from '@/shared/group-picker';
import { routes } from '@/shared/routes';
import { user as s } from '@/shared/strings/users';

export function UserGroups({ user }: { user: UserView }) {
  const [adding, setAdding] = useState(false);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [removing, setRemoving] = useState<NamedView | null>(null);
  return (
    <>
      <Table<NamedView>
        variant="container"
        items={user.groups}
        trackBy="id"
        header={
          <Header
            variant="h2"
            counter={`(${user.groups.length})`}
            actions={
              <Button data-testid="add-to-groups" onClick={() => setAdding(true)}>
                {s.addToGroups}
              </Button>
            }
          >
            {s.groupsTitle}
          </Header>
        }
        empty={<Nothing title={s.groupsEmpty} text={s.groupsEmptyText} />}
        columnDefinitions={[
          {
            id: 'name',
            header: s.groupName,
            isRowHeader: true,
            cell: (group) => <EntityLink to={routes.group(group.id)}>{group.name}</EntityLink>,
          },
          {
            id: 'remove',
            header: s.removeFromGroup,
            width: 140,
            cell: (group) => (
              <Button
                variant="inline-link"
                ariaLabel={s.removeFromGroupLabel(group.name)}
                onClick={() => setRemoving(group)}
              >
                {s.removeFromGroup}
              </Button>
            ),
          },
        ]}
      />
      <ChangeDialog
        proposal={adding ? { kind: 'add_to_groups', user: user.id, groups: [...chosen] } : null}
        title={s.addTitle(user.name)}
        confirm={s.addToGroups}
        onClose={() => {
          setAdding(false);
          setChosen([]);
        }}
      >
        <GroupPicker
          chosen={chosen}
          onChoose={setChosen}
          without={user.groups.map((group) => group.id)}
        />
      </ChangeDialog>
      <ChangeDialog
        proposal={
          removing === null
            ? null
            : { kind: 'remove_from_group', user: user.id, group: removing.id }
        }
        title={s.removeTitle(user.name, removing?.name ?? '')}
        confirm={s.removeFromGroup}
        onClose={() => setRemoving(null)}
      />
    </>
  );
}
