import Button from '@cloudscape-design/components/button';
import type { TableProps } from '@cloudscape-design/components/table';
import type { GroupRowView } from '@/ipc/contract';
import { useAccount } from '@/shared/account';
import { EntityLink } from '@/shared/entity-link';
import { EntityTable } from '@/shared/entity-table';
import { useListState } from '@/shared/list-state';
import { Page } from '@/shared/page';
import { useAskKeeping } from '@/shared/queries';
import { routes, useGo } from '@/shared/routes';
import { Standing } from '@/shared/standing';
import { common } from '@/shared/strings/common';
import { groups as s } from '@/shared/strings/groups';
import { help } from '@/shared/strings/help';
import { groupPage } from '@/shared/strings/wizards';
import { when } from '@/shared/when';

const columns: readonly TableProps.ColumnDefinition<GroupRowView>[] = [
  {
    id: 'name',
    header: s.name,
    sortingField: 'name',
    isRowHeader: true,
    minWidth: 180,
    cell: (row) => <EntityLink to={routes.group(row.id)}>{row.name}</EntityLink>,
  },
  { id: 'path', header: common.path, sortingField: 'path', width: 130, cell: (row) => row.path },
  {
    id: 'users',
    header: s.users,
    sortingField: 'users',
    width: 110,
    cell: (row) => row.users,
  },
  {
    id: 'policies',
    header: s.policies,
    minWidth: 200,
    cell: (row) => (row.policies.length === 0 ? common.none : row.policies.join(', ')),
  },
  {
    id: 'created',
    header: common.created,
    sortingField: 'created',
    minWidth: 200,
    cell: (row) => when(row.created) || common.none,
  },
  {
    id: 'standing',
    header: common.standing,
    minWidth: 120,
    cell: (row) => <Standing standing={row.standing} />,
  },
];

export function GroupsPage() {
  const { account } = useAccount();
  const state = useListState();
  const go = useGo();
  const createButton = (
    <Button variant="primary" data-testid="create-group" onClick={() => go(routes.createGroup)}>
      {groupPage.create}
    </Button>
  );
  const query = useAskKeeping('groups', { account: account.id, ...state.window });
  return (
    <Page title={s.title} testId="groups-page" help={help.groups} plain>
      <EntityTable<GroupRowView>
        testId="groups-table"
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
