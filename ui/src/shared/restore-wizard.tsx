// Restoring a backup in three steps: which one, what it holds and what would be lost, and the new
// vault beside the old one. Nothing is written over.
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { type ReactNode, useState } from 'react';
import type { BackupPreviewView, BackupView, GateView, JournalEntryView } from '@/ipc/contract';
import { Nothing } from '@/shared/entity-table';
import { FailureAlert } from '@/shared/failure-alert';
import { PasswordInput } from '@/shared/password-input';
import { useAction, useAsk } from '@/shared/queries';
import { activity } from '@/shared/strings/activity';
import { backups as s } from '@/shared/strings/backups';
import { common } from '@/shared/strings/common';
import { when } from '@/shared/when';

interface RestoreWizardProps {
  onClose: () => void;
  /** The restored vault is chosen, and locked. */
  onRestored: (gate: GateView) => void;
}

export function RestoreWizard({ onClose, onRestored }: RestoreWizardProps) {
  const [chosen, setChosen] = useState<BackupView | null>(null);
  const [password, setPassword] = useState('');
  const [preview, setPreview] = useState<BackupPreviewView | null>(null);
  const list = useAsk('backups', {});
  const elsewhere = useAction('choose_backup');
  const look = useAction('preview_backup');
  const restore = useAction('restore_backup');

  const lookInto = async () => {
    if (chosen !== null) {
      setPreview(await look.run({ backup: chosen.backup, password }));
    }
  };

  const finish = async () => {
    const gate = chosen === null ? null : await restore.run({ backup: chosen.backup });
    if (gate !== null) {
      setPassword('');
      onRestored(gate);
    }
  };

  const choose = (backup: BackupView | null) => {
    setChosen(backup);
    setPreview(null);
    look.clear();
  };

  return (
    <Modal
      visible
      size="large"
      header={s.restoreTitle}
      closeAriaLabel={common.close}
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              {common.cancel}
            </Button>
            {preview === null ? (
              <Button
                variant="primary"
                disabled={chosen === null || password === ''}
                loading={look.busy}
                data-testid="restore-look"
                onClick={() => void lookInto()}
              >
                {s.look}
              </Button>
            ) : (
              <Button
                variant="primary"
                loading={restore.busy}
                data-testid="restore-confirm"
                onClick={() => void finish()}
              >
                {s.restore}
              </Button>
            )}
          </SpaceBetween>
        </Box>
      }
    >
      <div data-testid="restore-wizard">
        <SpaceBetween size="l">
          <BackupsTable
            backups={list.data?.backups ?? []}
            loading={list.isPending}
            chosen={chosen}
            onChosen={choose}
            action={
              <Button
                loading={elsewhere.busy}
                data-testid="restore-elsewhere"
                onClick={async () => choose(await elsewhere.run({}))}
              >
                {s.elsewhere}
              </Button>
            }
          />
          <FailureAlert failure={list.error ?? elsewhere.failure} />
          {chosen === null ? null : (
            <FormField label={s.thenPassword} description={s.thenPasswordText(chosen.file)}>
              <PasswordInput
                testId="restore-password"
                value={password}
                onChange={setPassword}
                onEnter={() => void lookInto()}
              />
            </FormField>
          )}
          <FailureAlert failure={look.failure ?? restore.failure} />
          {preview === null ? null : <Preview preview={preview} />}
        </SpaceBetween>
      </div>
    </Modal>
  );
}

interface BackupsTableProps {
  backups: readonly BackupView[];
  loading: boolean;
  chosen?: BackupView | null;
  onChosen?: (backup: BackupView) => void;
  action: ReactNode;
}

export function BackupsTable({ backups, loading, chosen, onChosen, action }: BackupsTableProps) {
  // One from elsewhere stands with the others.
  const items =
    chosen === null || chosen === undefined || backups.some((one) => one.backup === chosen.backup)
      ? backups
      : [chosen, ...backups];
  return (
    <Table<BackupView>
      variant="embedded"
      items={items}
      loading={loading}
      loadingText={common.loading}
      trackBy="backup"
      header={
        <Header variant="h3" counter={`(${items.length})`} actions={action}>
          {s.list}
        </Header>
      }
      ariaLabels={{
        tableLabel: s.list,
        selectionGroupLabel: s.list,
        itemSelectionLabel: (_, row) => row.file,
      }}
      {...(onChosen === undefined
        ? {}
        : {
            selectionType: 'single' as const,
            selectedItems: chosen === null || chosen === undefined ? [] : [chosen],
            onSelectionChange: ({ detail }: { detail: { selectedItems: BackupView[] } }) => {
              const [one] = detail.selectedItems;
              if (one !== undefined) {
                onChosen(one);
              }
            },
            onRowClick: ({ detail }: { detail: { item: BackupView } }) => onChosen(detail.item),
          })}
      empty={<Nothing title={s.none} text={s.noneText} />}
      columnDefinitions={[
        {
          id: 'made',
          header: s.made,
          isRowHeader: true,
          cell: (row) => (
            <span data-testid={`backup-${row.file}`}>
              {row.made === '' ? common.none : when(row.made)}
            </span>
          ),
        },
        { id: 'kind', header: s.kind, cell: (row) => (row.automatic ? s.automatic : s.byHand) },
        { id: 'size', header: s.size, cell: (row) => s.bytes(row.bytes) },
        {
          id: 'since',
          header: s.since,
          cell: (row) => {
            if (row.other) {
              return s.other;
            }
            return row.entries_since === null ? common.none : s.entries(row.entries_since);
          },
        },
      ]}
    />
  );
}

function Preview({ preview }: { preview: BackupPreviewView }) {
  return (
    <div data-testid="restore-preview">
      <SpaceBetween size="m">
        <Box>
          {s.holds(preview.last === '' ? common.none : when(preview.last))}
          <ul className="plain-list">
            {preview.accounts.map((account) => (
              <li key={account.name}>{s.account(account)}</li>
            ))}
          </ul>
        </Box>
        {preview.comparable ? <Lost preview={preview} /> : <Alert type="info">{s.unknown}</Alert>}
        <Alert type="info">{s.beside}</Alert>
      </SpaceBetween>
    </div>
  );
}

function Lost({ preview }: { preview: BackupPreviewView }) {
  if (preview.lost_total === 0) {
    return <Alert type="success">{s.nothingLost}</Alert>;
  }
  return (
    <SpaceBetween size="s">
      <Alert type="warning">{s.lost(preview.lost_total)}</Alert>
      <Table<JournalEntryView>
        variant="embedded"
        wrapLines
        items={preview.lost}
        trackBy={(entry) => String(entry.sequence)}
        ariaLabels={{ tableLabel: s.lostTable }}
        columnDefinitions={[
          { id: 'when', header: activity.when, width: 185, cell: (entry) => when(entry.at) },
          {
            id: 'what',
            header: activity.what,
            isRowHeader: true,
            cell: (entry) => entry.sentence,
          },
          { id: 'who', header: activity.who, width: 180, cell: (entry) => entry.who },
        ]}
      />
    </SpaceBetween>
  );
}
