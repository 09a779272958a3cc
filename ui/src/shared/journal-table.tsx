// The journal as a table: of the whole vault, or of one entity.
import Badge from '@cloudscape-design/components/badge';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import type { JournalEntryView } from '@/ipc/contract';
import { Nothing } from '@/shared/entity-table';
import { FailureAlert } from '@/shared/failure-alert';
import { useFlash } from '@/shared/flash';
import { paginationLabels } from '@/shared/labels';
import { useAskKeeping } from '@/shared/queries';
import { activity as s } from '@/shared/strings/activity';
import { common } from '@/shared/strings/common';
import { when } from '@/shared/when';

interface JournalTableProps {
  /** Local id, or empty for everything. */
  entity: string;
  title: string;
  description?: string;
  empty: { title: string; text: string };
}

const rowsOnPage = 25;

export function JournalTable(props: JournalTableProps) {
  const [page, setPage] = useState(1);
  const { undo, undoing } = useFlash();
  const query = useAskKeeping('journal', {
    entity: props.entity,
    offset: (page - 1) * rowsOnPage,
    limit: rowsOnPage,
  });
  const matching = query.data?.matching ?? 0;
  return (
    <div data-testid="journal-table">
      <Table<JournalEntryView>
        variant="container"
        wrapLines
        items={query.data?.rows ?? []}
        loading={query.isPending}
        loadingText={common.loading}
        trackBy={(entry) => String(entry.sequence)}
        ariaLabels={{ tableLabel: props.title }}
        header={
          <Header variant="h2" counter={`(${matching})`} description={props.description}>
            {props.title}
          </Header>
        }
        {...(matching <= rowsOnPage
          ? {}
          : {
              pagination: (
                <Pagination
                  currentPageIndex={page}
                  pagesCount={Math.max(1, Math.ceil(matching / rowsOnPage))}
                  ariaLabels={paginationLabels}
                  onChange={({ detail }) => setPage(detail.currentPageIndex)}
                />
              ),
            })}
        empty={
          query.error === null ? (
            <Nothing {...props.empty} />
          ) : (
            <FailureAlert failure={query.error} onRetry={() => void query.refetch()} />
          )
        }
        columnDefinitions={[
          { id: 'sequence', header: s.number, width: 70, cell: (entry) => entry.sequence },
          { id: 'when', header: s.when, width: 185, cell: (entry) => when(entry.at) },
          {
            id: 'kind',
            header: s.kind,
            width: 105,
            cell: (entry) => <Badge>{s.kinds[entry.kind] ?? entry.kind}</Badge>,
          },
          {
            id: 'what',
            header: s.what,
            isRowHeader: true,
            cell: (entry) => <What entry={entry} />,
          },
          { id: 'who', header: s.who, width: 150, cell: (entry) => entry.who },
          {
            id: 'undo',
            header: s.undo,
            width: 100,
            cell: (entry) =>
              entry.undoable ? (
                <Button
                  variant="inline-link"
                  ariaLabel={s.undoLabel(entry.sentence)}
                  disabled={undoing}
                  data-testid={`journal-undo-${entry.sequence}`}
                  onClick={() => void undo(entry.sequence)}
                >
                  {s.undo}
                </Button>
              ) : (
                common.none
              ),
          },
        ]}
      />
    </div>
  );
}

function What({ entry }: { entry: JournalEntryView }) {
  // One detail only repeats the sentence.
  return entry.details.length < 2 ? (
    entry.sentence
  ) : (
    <>
      {entry.sentence}
      <ul className="plain-list">
        {entry.details.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </>
  );
}
