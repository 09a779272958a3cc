// Choosing users, groups and roles: one kind at a time, a page at a time. What was chosen of one
// kind or on one page stays chosen on the next.
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import TokenGroup from '@cloudscape-design/components/token-group';
import { useState } from 'react';
import { useAccount } from '@/shared/account';
import { Nothing } from '@/shared/entity-table';
import { FailureAlert } from '@/shared/failure-alert';
import { paginationLabels, selectionLabels } from '@/shared/labels';
import { useAskKeeping, useRested } from '@/shared/queries';
import { common } from '@/shared/strings/common';
import { picker as s } from '@/shared/strings/wizards';

export type EntityKind = 'user' | 'group' | 'role';

export interface ChosenEntity {
  id: string;
  name: string;
}

interface EntityPickerProps {
  kinds: readonly EntityKind[];
  chosen: readonly ChosenEntity[];
  onChoose: (chosen: readonly ChosenEntity[]) => void;
  /** Those that are no choice. */
  without?: readonly string[];
  testId?: string;
}

interface Row {
  id: string;
  name: string;
  path: string;
}

const rowsOnPage = 10;
const lists = { user: 'users', group: 'groups', role: 'roles' } as const;

export function EntityPicker(props: EntityPickerProps) {
  const { kinds, chosen, onChoose, testId = 'entity-picker' } = props;
  const { account } = useAccount();
  const [kind, setKind] = useState<EntityKind>(kinds[0] ?? 'user');
  const [filter, setFilter] = useState('');
  const [page, setPage] = useState(1);
  const query = useAskKeeping(lists[kind], {
    account: account.id,
    filter: useRested(filter, 60),
    sort: 'name',
    descending: false,
    offset: (page - 1) * rowsOnPage,
    limit: rowsOnPage,
  });
  const hidden = new Set(props.without ?? []);
  const rows: Row[] = (query.data?.rows ?? []).filter((row) => !hidden.has(row.id));
  const matching = query.data?.matching ?? 0;
  const ids = new Set(chosen.map(({ id }) => id));
  const choose = (selected: readonly Row[]) => {
    const here = new Set(rows.map(({ id }) => id));
    onChoose([
      ...chosen.filter(({ id }) => !here.has(id)),
      ...selected.filter(({ id }) => here.has(id)).map(({ id, name }) => ({ id, name })),
    ]);
  };
  const toggle = (row: Row) => {
    const others = rows.filter(({ id }) => ids.has(id) && id !== row.id);
    choose(ids.has(row.id) ? others : [...others, row]);
  };
  return (
    <div data-testid={testId}>
      <SpaceBetween size="s">
        {kinds.length < 2 ? null : (
          <SegmentedControl
            label={s.kinds}
            selectedId={kind}
            options={kinds.map((id) => ({ id, text: s.title[id] ?? id }))}
            onChange={({ detail }) => {
              setKind(kinds.find((one) => one === detail.selectedId) ?? 'user');
              setPage(1);
            }}
          />
        )}
        <Table<Row>
          variant="embedded"
          contentDensity="compact"
          items={rows}
          loading={query.isPending}
          loadingText={common.loading}
          trackBy="id"
          selectionType="multi"
          selectedItems={rows.filter(({ id }) => ids.has(id))}
          onSelectionChange={({ detail }) => choose(detail.selectedItems)}
          onRowClick={({ detail }) => toggle(detail.item)}
          ariaLabels={{ ...selectionLabels<Row>(), tableLabel: s.title[kind] ?? kind }}
          header={
            <Header
              variant="h3"
              headingTagOverride="h2"
              counter={`(${matching})`}
              description={s.chosen(chosen.length)}
            >
              {s.title[kind]}
            </Header>
          }
          filter={
            <div data-testid={`${testId}-filter`}>
              <TextFilter
                filteringText={filter}
                filteringPlaceholder={s.find}
                filteringAriaLabel={s.find}
                onChange={({ detail }) => {
                  setFilter(detail.filteringText);
                  setPage(1);
                }}
              />
            </div>
          }
          pagination={
            <Pagination
              currentPageIndex={page}
              pagesCount={Math.max(1, Math.ceil(matching / rowsOnPage))}
              ariaLabels={paginationLabels}
              onChange={({ detail }) => setPage(detail.currentPageIndex)}
            />
          }
          empty={
            query.error !== null ? (
              <FailureAlert failure={query.error} onRetry={() => void query.refetch()} />
            ) : filter === '' ? (
              <Nothing title={s.none} text={s.noneText} />
            ) : (
              <Nothing title={common.noMatches} text={common.noMatchesText} />
            )
          }
          columnDefinitions={[
            {
              id: 'name',
              header: common.name,
              isRowHeader: true,
              cell: (row) => <span data-testid={`entity-row-${row.name}`}>{row.name}</span>,
            },
            { id: 'path', header: common.path, width: 160, cell: (row) => row.path },
          ]}
        />
        {chosen.length === 0 ? null : (
          <TokenGroup
            limit={6}
            items={chosen.map(({ name }) => ({ label: name, dismissLabel: s.drop(name) }))}
            onDismiss={({ detail }) =>
              onChoose(chosen.filter((_, index) => index !== detail.itemIndex))
            }
          />
        )}
      </SpaceBetween>
    </div>
  );
}
