// What the pickers share: a small table to choose from, searched and paged, and what was chosen as
// tokens below it.
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import TokenGroup from '@cloudscape-design/components/token-group';
import { type ReactNode, useState } from 'react';
import type { CommandFailure } from '@/ipc/client';
import { Nothing } from '@/shared/entity-table';
import { FailureAlert } from '@/shared/failure-alert';
import { paginationLabels, selectionLabels } from '@/shared/labels';
import { usePaced } from '@/shared/queries';
import { common } from '@/shared/strings/common';

export const pickerRows = 10;

/** Where a picker looks: what is typed, what of it rests, and the page. */
export function usePickerState() {
  const [filter, setText] = useState('');
  const [page, setPage] = useState(1);
  const setFilter = (text: string) => {
    setText(text);
    setPage(1);
  };
  return { filter, rested: usePaced(filter), setFilter, page, setPage };
}

interface PickerTableProps<Row extends { name: string }>
  extends Pick<
    TableProps<Row>,
    'columnDefinitions' | 'isItemDisabled' | 'selectionType' | 'trackBy' | 'wrapLines'
  > {
  state: ReturnType<typeof usePickerState>;
  query: { isPending: boolean; error: CommandFailure | null; refetch: () => unknown };
  title: string;
  find: string;
  filterTestId?: string;
  /** What stands beside the filter. */
  narrowed?: ReactNode;
  description?: string;
  actions?: ReactNode;
  /** How many rows there are on all pages. */
  matching: number;
  rows: readonly Row[];
  selected: readonly Row[];
  onSelect: (selected: readonly Row[]) => void;
  onToggle: (row: Row) => void;
  nothing: { title: string; text: string };
}

export function PickerTable<Row extends { name: string }>(props: PickerTableProps<Row>) {
  const { state, query, matching, title } = props;
  const filter = (
    <TextFilter
      filteringText={state.filter}
      filteringPlaceholder={props.find}
      filteringAriaLabel={props.find}
      onChange={({ detail }) => state.setFilter(detail.filteringText)}
    />
  );
  return (
    <Table<Row>
      variant="embedded"
      contentDensity="compact"
      wrapLines={props.wrapLines}
      items={props.rows}
      loading={query.isPending}
      loadingText={common.loading}
      trackBy={props.trackBy}
      selectionType={props.selectionType ?? 'multi'}
      isItemDisabled={props.isItemDisabled}
      selectedItems={props.selected}
      onSelectionChange={({ detail }) => props.onSelect(detail.selectedItems)}
      onRowClick={({ detail }) => props.onToggle(detail.item)}
      ariaLabels={{ ...selectionLabels<Row>(), tableLabel: title }}
      header={
        <Header
          variant="h3"
          headingTagOverride="h2"
          counter={`(${matching})`}
          description={props.description}
          actions={props.actions}
        >
          {title}
        </Header>
      }
      filter={
        props.narrowed === undefined ? (
          <div data-testid={props.filterTestId}>{filter}</div>
        ) : (
          <div className="table-filter">
            <div className="table-filter-text" data-testid={props.filterTestId}>
              {filter}
            </div>
            {props.narrowed}
          </div>
        )
      }
      pagination={
        <Pagination
          currentPageIndex={state.page}
          pagesCount={Math.max(1, Math.ceil(matching / pickerRows))}
          ariaLabels={paginationLabels}
          onChange={({ detail }) => state.setPage(detail.currentPageIndex)}
        />
      }
      empty={
        query.error !== null ? (
          <FailureAlert failure={query.error} onRetry={() => void query.refetch()} />
        ) : state.filter === '' ? (
          <Nothing {...props.nothing} />
        ) : (
          <Nothing title={common.noMatches} text={common.noMatchesText} />
        )
      }
      columnDefinitions={props.columnDefinitions}
    />
  );
}

/** What was chosen on whichever page, each to be dropped again. */
export function ChosenTokens<One extends { name: string }>(props: {
  chosen: readonly One[];
  onChoose: (chosen: readonly One[]) => void;
  drop: (name: string) => string;
}) {
  const { chosen, onChoose, drop } = props;
  return chosen.length === 0 ? null : (
    <TokenGroup
      limit={6}
      items={chosen.map(({ name }) => ({ label: name, dismissLabel: drop(name) }))}
      onDismiss={({ detail }) => onChoose(chosen.filter((_, index) => index !== detail.itemIndex))}
    />
  );
}
