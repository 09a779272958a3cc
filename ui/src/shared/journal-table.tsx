// The journal as a table: of the whole vault, or of one entity.
import Badge from '@cloudscape-design/components/badge';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import { useState } from 'react';
import type { JournalEntryView } from '@/ipc/contract';
import { Nothing } from '@/shared/entity-table';
import { FailureAlert } from '@/shared/failure-alert';
import { useFlash } from '@/shared/flash';
import { paginationLabels } from '@/shared/labels';
import { useAction, useAskKeeping, useRested } from '@/shared/queries';
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

const kinds = [
  { value: '', label: s.allKinds },
  ...Object.entries(s.kinds).map(([value, label]) => ({ value, label })),
];

export function JournalTable(props: JournalTableProps) {
  const [page, setPage] = useState(1);
  const { undo, undoing, say } = useFlash();
  const [text, setText] = useState('');
  const [kind, setKind] = useState('');
  const rested = useRested(text);
  const meant = { entity: props.entity, kind, text: rested };
  const save = useAction('save_journal');
  const query = useAskKeeping('search_journal', {
    ...meant,
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
        filter={
          <SpaceBetween direction="horizontal" size="xs">
            <TextFilter
              filteringText={text}
              filteringPlaceholder={s.find}
              filteringAriaLabel={s.find}
              countText={text === '' ? '' : common.matches(matching)}
              onChange={({ detail }) => {
                setText(detail.filteringText);
                setPage(1);
              }}
            />
            <Select
              ariaLabel={s.kind}
              data-testid="journal-kind"
              selectedOption={kinds.find(({ value }) => value === kind) ?? null}
              options={kinds}
              onChange={({ detail }) => {
                setKind(detail.selectedOption.value ?? '');
                setPage(1);
              }}
            />
          </SpaceBetween>
        }
        header={
          <Header
            variant="h2"
            counter={`(${matching})`}
            description={props.description}
            actions={
              <Button
                loading={save.busy}
                data-testid="journal-save"
                onClick={async () => {
                  const saved = await save.run({ ...meant, offset: 0, limit: 0 });
                  if (saved !== null) {
                    say('success', s.saved(saved.file_name), saved.notes.join(' '));
                  }
                }}
              >
                {s.save}
              </Button>
            }
          >
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
          query.error === null && text === '' && kind === '' ? (
            <Nothing {...props.empty} />
          ) : query.error === null ? (
            <Nothing title={common.noMatches} text={common.noMatchesText} />
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
