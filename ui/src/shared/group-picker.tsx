// Choosing groups. All of an account's groups fit on a few pages (the quota is 300).

import Badge from '@cloudscape-design/components/badge';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import { type ReactNode, useState } from 'react';
import { useAccount } from '@/shared/account';
import { Nothing } from '@/shared/entity-table';
import { FailureAlert } from '@/shared/failure-alert';
import { paginationLabels, selectionLabels } from '@/shared/labels';
import { useAskKeeping, useRested } from '@/shared/queries';
import { common } from '@/shared/strings/common';
import { groups as s } from '@/shared/strings/groups';

interface GroupPickerProps {
  chosen: readonly string[];
  onChoose: (ids: readonly string[]) => void;
  /** Groups that are no choice, because the user is in them. */
  without?: readonly string[];
  /** Groups that do not exist yet and are made along with the user. */
  fresh?: readonly { name: string; policies: readonly { name: string }[] }[];
  onDropFresh?: (name: string) => void;
  actions?: ReactNode;
}

interface Row {
  id: string;
  name: string;
  users: number;
  policies: readonly string[];
  fresh: boolean;
}

const rowsOnPage = 10;
const mostGroups = 500;

export function GroupPicker(props: GroupPickerProps) {
  const { account } = useAccount();
  const [filter, setFilter] = useState('');
  const [page, setPage] = useState(1);
  const query = useAskKeeping('groups', {
    account: account.id,
    filter: useRested(filter, 60),
    sort: 'name',
    descending: false,
    offset: 0,
    limit: mostGroups,
  });
  const hidden = new Set(props.without ?? []);
  const fresh: Row[] = (props.fresh ?? []).map(({ name, policies }) => ({
    id: `new ${name}`,
    name,
    users: 0,
    policies: policies.map((policy) => policy.name),
    fresh: true,
  }));
  const known: Row[] = (query.data?.rows ?? [])
    .filter((row) => !hidden.has(row.id))
    .map(({ id, name, users, policies }) => ({ id, name, users, policies, fresh: false }));
  const rows = [...fresh, ...known];
  const shown = rows.slice((page - 1) * rowsOnPage, page * rowsOnPage);
  const chosen = new Set(props.chosen);

  const toggle = (row: Row) => {
    if (row.fresh) {
      return;
    }
    props.onChoose(
      chosen.has(row.id) ? props.chosen.filter((id) => id !== row.id) : [...props.chosen, row.id],
    );
  };

  return (
    <div data-testid="group-picker">
      <Table<Row>
        variant="embedded"
        contentDensity="compact"
        wrapLines
        items={shown}
        loading={query.isPending}
        loadingText={common.loading}
        trackBy="id"
        selectionType="multi"
        isItemDisabled={(row) => row.fresh}
        selectedItems={shown.filter((row) => row.fresh || chosen.has(row.id))}
        onSelectionChange={({ detail }) => {
          const here = new Set(shown.map((row) => row.id));
          const elsewhere = props.chosen.filter((id) => !here.has(id));
          const selected = detail.selectedItems.filter((row) => !row.fresh && here.has(row.id));
          props.onChoose([...elsewhere, ...selected.map((row) => row.id)]);
        }}
        onRowClick={({ detail }) => toggle(detail.item)}
        ariaLabels={{ ...selectionLabels<Row>(), tableLabel: s.choose }}
        header={
          <Header
            variant="h3"
            headingTagOverride="h2"
            counter={`(${rows.length})`}
            actions={props.actions}
          >
            {s.choose}
          </Header>
        }
        filter={
          <TextFilter
            filteringText={filter}
            filteringPlaceholder={s.findGroups}
            filteringAriaLabel={s.findGroups}
            onChange={({ detail }) => {
              setFilter(detail.filteringText);
              setPage(1);
            }}
          />
        }
        pagination={
          <Pagination
            currentPageIndex={page}
            pagesCount={Math.max(1, Math.ceil(rows.length / rowsOnPage))}
            ariaLabels={paginationLabels}
            onChange={({ detail }) => setPage(detail.currentPageIndex)}
          />
        }
        empty={
          query.error !== null ? (
            <FailureAlert failure={query.error} onRetry={() => void query.refetch()} />
          ) : filter === '' ? (
            <Nothing title={s.noGroups} text={s.noGroupsText} />
          ) : (
            <Nothing title={common.noMatches} text={common.noMatchesText} />
          )
        }
        columnDefinitions={[
          {
            id: 'name',
            header: s.name,
            isRowHeader: true,
            cell: (row) =>
              row.fresh ? (
                <SpaceBetween direction="horizontal" size="xs" alignItems="center">
                  <span data-testid={`group-row-${row.name}`}>{row.name}</span>
                  <Badge color="green">{s.newBadge}</Badge>
                  <Button
                    variant="inline-icon"
                    iconName="close"
                    ariaLabel={s.removeNew(row.name)}
                    onClick={() => props.onDropFresh?.(row.name)}
                  />
                </SpaceBetween>
              ) : (
                <span data-testid={`group-row-${row.name}`}>{row.name}</span>
              ),
          },
          { id: 'users', header: s.users, width: 90, cell: (row) => row.users },
          {
            id: 'policies',
            header: s.policies,
            cell: (row) => (row.policies.length === 0 ? common.none : row.policies.join(', ')),
          },
        ]}
      />
    </div>
  );
}
