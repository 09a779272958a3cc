// Every hand-off with how far it has come, what waits to be done, and the files to delete.
import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import { handOffColumns } from '@/features/hand-off/hand-offs-table-config';
import type { HandOffMark, HandOffRowView } from '@/ipc/contract';
import { useAccount } from '@/shared/account';
import { EntityTable } from '@/shared/entity-table';
import { FailureAlert } from '@/shared/failure-alert';
import { useFlash } from '@/shared/flash';
import { useListState } from '@/shared/list-state';
import { Page } from '@/shared/page';
import { useAction, useAskKeeping } from '@/shared/queries';
import { routes, useGo } from '@/shared/routes';
import { handOff as s } from '@/shared/strings/hand-off';
import { help } from '@/shared/strings/help';

const marks: readonly { id: HandOffMark; text: string }[] = [
  { id: 'sent', text: s.sent },
  { id: 'confirmed', text: s.confirmed },
  { id: 'expired', text: s.expired },
  { id: 'forgotten', text: s.forgotten },
];

export function HandOffsPage() {
  const { account } = useAccount();
  const state = useListState();
  const go = useGo();
  const flash = useFlash();
  const [selected, setSelected] = useState<readonly HandOffRowView[]>([]);
  const { busy, failure, run } = useAction('mark_hand_offs');
  // The newest first, until somebody orders them otherwise.
  const order = state.sort === 'name' ? { sort: 'drafted', descending: true } : {};
  const query = useAskKeeping('hand_offs', { account: account.id, ...state.window, ...order });

  const mark = async (rows: readonly HandOffRowView[], what: HandOffMark) => {
    const view = await run({
      account: account.id,
      hand_offs: rows.map((row) => row.id),
      mark: what,
    });
    if (view !== null) {
      flash.done(view);
      setSelected([]);
    }
  };
  const start = (
    <Button
      variant="primary"
      data-testid="hand-off-start"
      onClick={() => go(routes.newHandOff([]))}
    >
      {s.start}
    </Button>
  );

  return (
    <Page title={s.title} testId="hand-offs-page" help={help.handOff} plain>
      <SpaceBetween size="l">
        <FailureAlert failure={failure} />
        <EntityTable<HandOffRowView>
          testId="hand-offs-table"
          title={s.title}
          description={s.description}
          query={query}
          state={state}
          columns={handOffColumns}
          trackBy={(row) => row.id}
          findPlaceholder={s.find}
          empty={{ title: s.emptyTitle, text: s.emptyText, action: start }}
          selected={selected}
          onSelect={setSelected}
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <ButtonDropdown
                data-testid="hand-off-actions"
                ariaLabel={s.actionsLabel}
                loading={busy}
                disabled={selected.length === 0}
                items={marks.map(({ id, text }) => ({ id, text }))}
                onItemClick={({ detail }) => void mark(selected, detail.id as HandOffMark)}
              >
                {s.actions}
              </ButtonDropdown>
              {start}
            </SpaceBetween>
          }
        />
        <FilesToDelete
          rows={(query.data?.rows ?? []).filter((row) => row.file !== '')}
          onDeleted={(row) => void mark([row], 'file_deleted')}
        />
      </SpaceBetween>
    </Page>
  );
}

function FilesToDelete({
  rows,
  onDeleted,
}: {
  rows: readonly HandOffRowView[];
  onDeleted: (row: HandOffRowView) => void;
}) {
  if (rows.length === 0) {
    return null;
  }
  return (
    <Table<HandOffRowView>
      variant="container"
      data-testid="files-to-delete"
      items={rows}
      trackBy={(row) => row.id}
      ariaLabels={{ tableLabel: s.files }}
      header={
        <Header variant="h2" description={s.filesText} counter={`(${rows.length})`}>
          {s.files}
        </Header>
      }
      columnDefinitions={[
        { id: 'file', header: s.file, isRowHeader: true, cell: (row) => row.file },
        { id: 'user', header: s.user, cell: (row) => row.name },
        {
          id: 'delete',
          header: s.actions,
          cell: (row) => (
            <Button
              variant="inline-link"
              data-testid={`delete-file-${row.name}`}
              ariaLabel={
                row.file_known ? s.deleteFileLabel(row.file) : s.noteDeletedLabel(row.file)
              }
              onClick={() => onDeleted(row)}
            >
              {row.file_known ? s.deleteFile : s.noteDeleted}
            </Button>
          ),
        },
      ]}
    />
  );
}
