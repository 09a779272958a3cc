import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useAccount } from '@/shared/account';
import { FailureAlert } from '@/shared/failure-alert';
import { useFlash } from '@/shared/flash';
import { useAction } from '@/shared/queries';
import { common } from '@/shared/strings/common';
import { createUser as s } from '@/shared/strings/create-user';
import { sentence } from '@/shared/words';

interface EmailDraftDialogProps {
  open: boolean;
  user: string;
  onClose: () => void;
}

export function EmailDraftDialog({ open, user, onClose }: EmailDraftDialogProps) {
  const { account } = useAccount();
  const [to, setTo] = useState('');
  const { busy, failure, run, clear } = useAction('save_email_draft');
  const flash = useFlash();

  const close = () => {
    clear();
    onClose();
  };
  const submit = async () => {
    const view = await run({ account: account.id, user, to: to.trim() });
    if (view !== null) {
      flash.say('success', s.draftSaved(view.file_name), view.notes.join(' '));
      close();
    }
  };
  const atTo = failure?.at === 'to';

  if (!open) {
    return null;
  }
  return (
    <Modal
      visible
      header={s.draftTitle}
      closeAriaLabel={common.close}
      onDismiss={close}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={close}>
              {common.cancel}
            </Button>
            <Button
              variant="primary"
              loading={busy}
              data-testid="draft-save"
              onClick={() => void submit()}
            >
              {s.saveDraft}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <Box>{s.draftText}</Box>
        {atTo ? null : <FailureAlert failure={failure} />}
        <FormField
          label={
            <>
              {s.draftTo} <i>– {common.optional}</i>
            </>
          }
          constraintText={s.draftToHelp}
          errorText={atTo && failure !== null ? sentence(failure.message) : null}
        >
          <Input
            value={to}
            inputMode="email"
            autoComplete="off"
            spellcheck={false}
            data-testid="draft-to"
            onChange={({ detail }) => setTo(detail.value)}
          />
        </FormField>
      </SpaceBetween>
    </Modal>
  );
}
