// The people of this account.
import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useUsers } from '@/features/users/use-users';
import { usersColumns } from '@/features/users/users-table-config';
import type { UserRowView } from '@/ipc/contract';
import { ChangeDialog } from '@/shared/change-dialog';
import { EntityTable } from '@/shared/entity-table';
import { useListState } from '@/shared/list-state';
import { Page } from '@/shared/page';
import { routes, useGo } from '@/shared/routes';
import { SaveCsvDialog } from '@/shared/save-csv-dialog';
import { help } from '@/shared/strings/help';
import { users as s } from '@/shared/strings/users';

export function UsersPage() {
  const state = useListState();
  const query = useUsers(state);
  const go = useGo();
  const [selected, setSelected] = useState<readonly UserRowView[]>([]);
  const [deleting, setDeleting] = useState<UserRowView | null>(null);
  const [saving, setSaving] = useState(false);
  const only = selected.length === 1 ? (selected[0] ?? null) : null;

  const createButton = (
    <Button variant="primary" data-testid="create-user" onClick={() => go(routes.createUser)}>
      {s.create}
    </Button>
  );

  const act = (id: string) => {
    if (id === 'open' && only !== null) {
      go(routes.user(only.id));
    } else if (id === 'hand-off') {
      go(routes.newHandOff(selected.map((row) => row.id)));
    } else if (id === 'csv') {
      setSaving(true);
    } else if (id === 'delete') {
      setDeleting(only);
    }
  };

  return (
    <Page title={s.title} testId="users-page" help={help.users} plain>
      <EntityTable<UserRowView>
        testId="users-table"
        title={s.title}
        description={s.description}
        query={query}
        state={state}
        columns={usersColumns}
        trackBy={(row) => row.id}
        findPlaceholder={s.find}
        empty={{ title: s.emptyTitle, text: s.emptyText, action: createButton }}
        selected={selected}
        onSelect={setSelected}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <ButtonDropdown
              data-testid="users-actions"
              disabled={selected.length === 0}
              onItemClick={({ detail }) => act(detail.id)}
              items={[
                { id: 'open', text: s.open, disabled: only === null },
                { id: 'hand-off', text: s.handOver, disabled: selected.length === 0 },
                { id: 'csv', text: s.saveCsv },
                { id: 'delete', text: s.delete, disabled: only === null },
              ]}
            >
              {s.actions}
            </ButtonDropdown>
            {createButton}
          </SpaceBetween>
        }
      />
      <ChangeDialog
        proposal={deleting === null ? null : { kind: 'delete_user', user: deleting.id }}
        title={s.deleteTitle(deleting?.name ?? '')}
        text={s.deleteText}
        confirm={s.delete}
        {...(deleting === null ? {} : { typed: deleting.name })}
        onDone={() => setSelected([])}
        onClose={() => setDeleting(null)}
      />
      <SaveCsvDialog
        open={saving}
        users={selected.map((row) => row.id)}
        onClose={() => setSaving(false)}
      />
    </Page>
  );
}
