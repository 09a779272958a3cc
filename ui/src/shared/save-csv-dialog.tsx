// Credentials as a file. Rust opens the save dialog and writes; this page never sees the content.
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Modal from '@cloudscape-design/components/modal';
import RadioGroup from '@cloudscape-design/components/radio-group';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { CommandFailure } from '@/ipc/client';
import type { CsvFormat } from '@/ipc/contract';
import { useAccount } from '@/shared/account';
import { useGuarded } from '@/shared/confirm-password';
import { FailureAlert } from '@/shared/failure-alert';
import { useFlash } from '@/shared/flash';
import { common } from '@/shared/strings/common';
import { users as s } from '@/shared/strings/users';

interface SaveCsvDialogProps {
  open: boolean;
  users: readonly string[];
  /** What the users have decides which form serves best. */
  format?: CsvFormat;
  onClose: () => void;
}

const formats: readonly CsvFormat[] = ['aws-cli', 'console', 'legacy'];

export function SaveCsvDialog({ open, users, format, onClose }: SaveCsvDialogProps) {
  const { account } = useAccount();
  const [chosen, setChosen] = useState<CsvFormat>(format ?? 'aws-cli');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<CommandFailure | null>(null);
  const save = useGuarded('save_credentials');
  const flash = useFlash();

  const submit = async () => {
    setBusy(true);
    setFailure(null);
    try {
      const view = await save({ account: account.id, users: [...users], format: chosen });
      if (view !== null) {
        flash.say('success', s.saved(view.file_name), view.notes.join(' '));
        onClose();
      }
    } catch (reason) {
      setFailure(reason instanceof CommandFailure ? reason : null);
    } finally {
      setBusy(false);
    }
  };

  if (!open) {
    return null;
  }
  return (
    <Modal
      visible
      header={s.formatTitle}
      closeAriaLabel={common.close}
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              {common.cancel}
            </Button>
            <Button
              variant="primary"
              loading={busy}
              data-testid="csv-save"
              onClick={() => void submit()}
            >
              {s.formatSave}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <Box>{s.formatText}</Box>
        <FailureAlert failure={failure} />
        <FormField label={s.format} description={s.forUsers(users.length)}>
          <RadioGroup
            value={chosen}
            onChange={({ detail }) => setChosen(detail.value as CsvFormat)}
            items={formats.map((value) => ({
              value,
              label: <span data-testid={`csv-format-${value}`}>{s.formats[value].label}</span>,
              description: s.formats[value].description,
            }))}
          />
        </FormField>
      </SpaceBetween>
    </Modal>
  );
}
