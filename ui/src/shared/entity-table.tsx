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
import {
  createContext,
  memo,
  type ReactNode,
  type RefObject,
  use,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
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
  const late = query.isPlaceholderData || state.filter !== state.window.filter;
  const latest = useRef(props);
  useLayoutEffect(() => {
    latest.current = props;
  });
  const slots: Slots = {
    header: (
      <Header
        variant="awsui-h1-sticky"
        description={props.description}
        counter={query.data === undefined ? '' : common.counter(props.selected?.length ?? 0, total)}
        actions={props.actions}
      >
        {props.title}
      </Header>
    ),
    filter: (
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
    ),
    pagination: (
      <Pagination
        currentPageIndex={Math.min(state.page, pages)}
        pagesCount={pages}
        ariaLabels={paginationLabels}
        onChange={({ detail }) => state.setPage(detail.currentPageIndex)}
      />
    ),
    empty:
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
      ),
  };
  const rows = useFirstRows(query.data?.rows, JSON.stringify(state.window), late);
  return (
    <div data-testid={props.testId} aria-busy={query.isPending || late}>
      <SlotsContext value={slots}>
        <Drawn<Row>
          title={props.title}
          rows={rows}
          loading={query.isPending}
          columns={props.columns}
          sort={state.sort}
          descending={state.descending}
          selected={props.selected}
          selectionType={
            props.onSelect === undefined ? undefined : (props.selectionType ?? 'multi')
          }
          latest={latest}
        />
      </SlotsContext>
    </div>
  );
}

interface Slots {
  header: ReactNode;
  filter: ReactNode;
  pagination: ReactNode;
  empty: ReactNode;
}

const SlotsContext = createContext<Slots | null>(null);

/** What stands around the rows: it is drawn at every key, and the rows only when they are others. */
function Slot({ name }: { name: keyof Slots }) {
  return use(SlotsContext)?.[name];
}

interface DrawnProps<Row extends { name: string }> {
  title: string;
  rows: readonly Row[] | undefined;
  loading: boolean;
  columns: readonly TableProps.ColumnDefinition<Row>[];
  sort: string;
  descending: boolean;
  selected: readonly Row[] | undefined;
  selectionType: 'single' | 'multi' | undefined;
  /** Where what is to be called is found: it is another function at every key. */
  latest: RefObject<EntityTableProps<Row>>;
}

function DrawnTable<Row extends { name: string }>(props: DrawnProps<Row>) {
  const { latest } = props;
  const sorting = props.columns.find((column) => column.sortingField === props.sort);
  return (
    <Table<Row>
      variant="full-page"
      stickyHeader
      resizableColumns
      wrapLines
      enableKeyboardNavigation
      items={props.rows ?? []}
      loading={props.loading}
      loadingText={common.loading}
      columnDefinitions={props.columns}
      trackBy={(row) => latest.current.trackBy(row)}
      {...(sorting === undefined ? {} : { sortingColumn: sorting })}
      sortingDescending={props.descending}
      onSortingChange={({ detail }) =>
        latest.current.state.setSort(detail as TableProps.SortingState<never>)
      }
      {...(props.selectionType === undefined
        ? {}
        : {
            selectionType: props.selectionType,
            selectedItems: props.selected ?? [],
            onSelectionChange: ({ detail }) => latest.current.onSelect?.(detail.selectedItems),
          })}
      ariaLabels={{ ...selectionLabels<Row>(), tableLabel: props.title }}
      header={<Slot name="header" />}
      filter={<Slot name="filter" />}
      pagination={<Slot name="pagination" />}
      empty={<Slot name="empty" />}
    />
  );
}

const Drawn = memo(DrawnTable) as typeof DrawnTable;

/** As many rows as a window shows. */
const firstRows = 24;

/**
 * The rows that a window shows at once, and the others as soon as those are painted. What answers
 * the same question anew is drawn whole: nobody's place on the page is lost.
 */
function useFirstRows<Row>(
  rows: readonly Row[] | undefined,
  question: string,
  late: boolean,
): readonly Row[] | undefined {
  const [whole, setWhole] = useState<{ rows: typeof rows; question: string } | null>(null);
  useEffect(() => {
    if (late) {
      return;
    }
    let timer = 0;
    const frame = window.requestAnimationFrame(() => {
      // Only what waits for longer than the frame comes after its painting.
      timer = window.setTimeout(() => setWhole({ rows, question }));
    });
    return () => {
      window.cancelAnimationFrame(frame);
      window.clearTimeout(timer);
    };
  }, [rows, question, late]);
  const first = whole?.rows !== rows && whole?.question !== question;
  return useMemo(() => (first ? rows?.slice(0, firstRows) : rows), [first, rows]);
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
