import Button from '@cloudscape-design/components/button';
import Select from '@cloudscape-design/components/select';
import type { TableProps } from '@cloudscape-design/components/table';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { PolicyRowView, PolicyScope } from '@/ipc/contract';
import { useAccount } from '@/shared/account';
import { EntityLink } from '@/shared/entity-link';
import { EntityTable } from '@/shared/entity-table';
import { handleKey } from '@/shared/grants-table';
import { useListState } from '@/shared/list-state';
import { Page } from '@/shared/page';
import { useAskKeeping } from '@/shared/queries';
import { routes, useGo } from '@/shared/routes';
import { common } from '@/shared/strings/common';
import { help } from '@/shared/strings/help';
import { permissions } from '@/shared/strings/permissions';
import { policies as s } from '@/shared/strings/policies';
import { policyPage } from '@/shared/strings/wizards';

const scopes: readonly PolicyScope[] = ['all', 'customer_managed', 'aws_managed'];

const columns: readonly TableProps.ColumnDefinition<PolicyRowView>[] = [
  {
    id: 'name',
    header: s.name,
    sortingField: 'name',
    isRowHeader: true,
    minWidth: 260,
    cell: (row) => <EntityLink to={routes.policy(row.policy)}>{row.name}</EntityLink>,
  },
  {
    id: 'kind',
    header: common.type,
    sortingField: 'kind',
    width: 170,
    cell: (row) => common.policyKinds[row.kind],
  },
  {
    id: 'attachments',
    header: s.attachedTo,
    sortingField: 'attachments',
    width: 140,
    cell: (row) => s.attachedCount(row.attachments),
  },
  {
    id: 'description',
    header: common.description,
    minWidth: 300,
    cell: (row) => row.description || common.none,
  },
];

const withoutDescription = columns.filter((column) => column.id !== 'description');

export function PoliciesPage() {
  const { account } = useAccount();
  const state = useListState();
  const go = useGo();
  const createButton = (
    <Button variant="primary" data-testid="create-policy" onClick={() => go(routes.createPolicy)}>
      {policyPage.create}
    </Button>
  );
  const navigate = useNavigate();
  const search = useSearch({ from: '/policies' });
  const scope = scopes.find((one) => one === search.scope) ?? 'all';
  const query = useAskKeeping('policies', { account: account.id, scope, ...state.window });
  return (
    <Page title={s.title} testId="policies-page" help={help.policies} plain>
      <EntityTable<PolicyRowView>
        testId="policies-table"
        title={s.title}
        description={s.description}
        query={query}
        state={state}
        columns={
          // AWS's own policies come without a description; an empty column would only take room.
          query.data?.rows.some((row) => row.description !== '') === true
            ? columns
            : withoutDescription
        }
        trackBy={(row) => handleKey(row.policy)}
        findPlaceholder={s.find}
        empty={{ title: s.emptyTitle, text: s.emptyText, action: createButton }}
        actions={createButton}
        besideFilter={
          <Select
            ariaLabel={permissions.scope}
            data-testid="policies-scope"
            selectedOption={{ value: scope, label: permissions.scopes[scope] }}
            options={scopes.map((value) => ({ value, label: permissions.scopes[value] }))}
            onChange={({ detail }) =>
              void navigate({
                to: '.',
                search: (before) => ({
                  ...before,
                  scope: detail.selectedOption.value,
                  page: undefined,
                }),
                replace: true,
              })
            }
          />
        }
      />
    </Page>
  );
}
