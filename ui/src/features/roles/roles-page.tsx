import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import type { TableProps } from '@cloudscape-design/components/table';
import type { RoleRowView } from '@/ipc/contract';
import { useAccount } from '@/shared/account';
import { EntityLink } from '@/shared/entity-link';
import { EntityTable } from '@/shared/entity-table';
import { useListState } from '@/shared/list-state';
import { Page } from '@/shared/page';
import { useAskKeeping } from '@/shared/queries';
import { routes, useGo } from '@/shared/routes';
import { Standing } from '@/shared/standing';
import { common } from '@/shared/strings/common';
import { help } from '@/shared/strings/help';
import { roles as s } from '@/shared/strings/roles';
import { rolePage } from '@/shared/strings/wizards';
import { when } from '@/shared/when';

const columns: readonly TableProps.ColumnDefinition<RoleRowView>[] = [
  {
    id: 'name',
    header: s.name,
    sortingField: 'name',
    isRowHeader: true,
    minWidth: 220,
    cell: (row) => (
      <>
        <EntityLink to={routes.role(row.id)}>{row.name}</EntityLink>
        {row.kept_by === '' ? null : (
          <Box variant="small" color="text-body-secondary" display="block">
            {rolePage.keptBadge[row.kept_by]}
          </Box>
        )}
      </>
    ),
  },
  {
    id: 'trusted',
    header: s.trusted,
    minWidth: 240,
    cell: (row) => (row.trusted.length === 0 ? common.none : row.trusted.join(', ')),
  },
  {
    id: 'last_used',
    header: s.lastUsed,
    sortingField: 'last_used',
    minWidth: 190,
    cell: (row) => when(row.last_used) || common.none,
  },
  {
    id: 'created',
    header: common.created,
    sortingField: 'created',
    minWidth: 190,
    cell: (row) => when(row.created) || common.none,
  },
  {
    id: 'standing',
    header: common.standing,
    minWidth: 120,
    cell: (row) => <Standing standing={row.standing} />,
  },
];

export function RolesPage() {
  const { account } = useAccount();
  const state = useListState();
  const go = useGo();
  const createButton = (
    <Button variant="primary" data-testid="create-role" onClick={() => go(routes.createRole)}>
      {rolePage.create}
    </Button>
  );
  const query = useAskKeeping('roles', { account: account.id, ...state.window });
  return (
    <Page title={s.title} testId="roles-page" help={help.roles} plain>
      <EntityTable<RoleRowView>
        testId="roles-table"
        title={s.title}
        description={s.description}
        query={query}
        state={state}
        columns={columns}
        trackBy={(row) => row.id}
        findPlaceholder={s.find}
        empty={{ title: s.emptyTitle, text: s.emptyText, action: createButton }}
        actions={createButton}
      />
    </Page>
  );
}
