// A list page's table: filter, order, page, selection, and its four states (empty, no match,
// loading, failed). What a row looks like is the feature's.
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { CommandFailure } from '@/ipc/client';
import type { Rows } from '@/ipc/contract';
import { FailureAlert } from '@/shared/failure-alert';
import { paginationLabels, selectionLabels } from '@/shared/labels';
import { type ListState, rowsOnPage } from '@/shared/list-state';
import { common } from '@/shared/strings/common';

interface EntityTableProps<Row> {
  title: string;
  description: string;
  query: UseQueryResult<Rows<Row>, CommandFailure>;
  state: ListState;
  columns: readonly TableProps.ColumnDefinition<Row>[];
  trackBy: (row: Row) => string;
  findPlaceholder: string;
  empty: { title: string; text: string; action?: ReactNode };
  actions?: ReactNode;
  besideFilter?: ReactNode;
  selected?: readonly Row[];
  onSelect?: (rows: Row[]) => void;
  selectionType?: 'single' | 'multi';
  testId: string;
}

export function EntityTable<Row extends { name: string }>(props: EntityTableProps<Row>) {
  const { query, state } = props;
  const total = query.data?.total ?? 0;
  const matching = query.data?.matching ?? 0;
  const pages = Math.max(1, Math.ceil(matching / rowsOnPage));
  const sorting = props.columns.find((column) => column.sortingField === state.sort);
  return (
    <div data-testid={props.testId}>
      <Table<Row>
        variant="full-page"
        stickyHeader
        resizableColumns
        wrapLines
        enableKeyboardNavigation
        items={query.data?.rows ?? []}
        loading={query.isPending}
        loadingText={common.loading}
        columnDefinitions={props.columns}
        trackBy={props.trackBy}
        {...(sorting === undefined ? {} : { sortingColumn: sorting })}
        sortingDescending={state.descending}
        onSortingChange={({ detail }) => state.setSort(detail as TableProps.SortingState<never>)}
        {...(props.onSelect === undefined
          ? {}
          : {
              selectionType: props.selectionType ?? 'multi',
              selectedItems: props.selected ?? [],
              onSelectionChange: ({ detail }) => props.onSelect?.(detail.selectedItems),
            })}
        ariaLabels={{ ...selectionLabels<Row>(), tableLabel: props.title }}
        header={
          <Header
            variant="awsui-h1-sticky"
            description={props.description}
            counter={
              query.data === undefined ? '' : common.counter(props.selected?.length ?? 0, total)
            }
            actions={props.actions}
          >
            {props.title}
          </Header>
        }
        filter={
          <div className="table-filter">
            <div className="table-filter-text">
              <TextFilter
                filteringText={state.filter}
                filteringPlaceholder={props.findPlaceholder}
                filteringAriaLabel={props.findPlaceholder}
                countText={
                  state.filter === '' || query.data === undefined ? '' : common.matches(matching)
                }
                onChange={({ detail }) => state.setFilter(detail.filteringText)}
              />
            </div>
            {props.besideFilter}
          </div>
        }
        pagination={
          <Pagination
            currentPageIndex={Math.min(state.page, pages)}
            pagesCount={pages}
            ariaLabels={paginationLabels}
            onChange={({ detail }) => state.setPage(detail.currentPageIndex)}
          />
        }
        empty={
          query.error !== null ? (
            <FailureAlert failure={query.error} onRetry={() => void query.refetch()} />
          ) : total > 0 ? (
            <Nothing
              title={common.noMatches}
              text={common.noMatchesText}
              action={<Button onClick={() => state.setFilter('')}>{common.clearFilter}</Button>}
            />
          ) : (
            <Nothing {...props.empty} />
          )
        }
      />
    </div>
  );
}

/** A designed emptiness: what is not there, why, and the one thing to do about it. */
export function Nothing({
  title,
  text,
  action,
}: {
  title: string;
  text: string;
  action?: ReactNode;
}) {
  return (
    <Box textAlign="center" padding={{ vertical: 'l' }}>
      <SpaceBetween size="s" alignItems="center">
        <div>
          <Box variant="strong">{title}</Box>
          <Box color="text-body-secondary">{text}</Box>
        </div>
        {action}
      </SpaceBetween>
    </Box>
  );
}
