// The whole person: disabled, and enabled again.
import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import type { UserView } from '@/ipc/contract';
import { ChangeDialog } from '@/shared/change-dialog';
import { person as s } from '@/shared/strings/person';
import { TextField } from '@/shared/text-field';
import { when } from '@/shared/when';

export function UserDisabled({ user }: { user: UserView }) {
  const [enabling, setEnabling] = useState(false);
  if (user.disabled === '') {
    return null;
  }
  return (
    <div data-testid="user-disabled">
      <Alert
        type="warning"
        header={s.disabledHeader}
        action={
          <Button data-testid="user-enable" onClick={() => setEnabling(true)}>
            {s.enable}
          </Button>
        }
      >
        {s.disabledSince(when(user.disabled) || user.disabled, user.disabled_reason)}
      </Alert>
      <ChangeDialog
        proposal={enabling ? { kind: 'person', user: user.id, step: { what: 'enable' } } : null}
        title={s.enableTitle(user.name)}
        text={s.enableText}
        confirm={s.enable}
        onClose={() => setEnabling(false)}
      />
    </div>
  );
}

export function DisableUser({ user }: { user: UserView }) {
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  return (
    <>
      <Button
        data-testid="user-disable"
        disabled={user.disabled !== ''}
        onClick={() => setOpen(true)}
      >
        {s.disable}
      </Button>
      <ChangeDialog
        proposal={
          open ? { kind: 'person', user: user.id, step: { what: 'disable', reason } } : null
        }
        title={s.disableTitle(user.name)}
        text={s.disableText}
        confirm={s.disable}
        onClose={() => setOpen(false)}
      >
        <TextField
          label={s.reason}
          help={s.reasonHelp}
          value={reason}
          prose
          testId="disable-reason"
          onChange={setReason}
        />
      </ChangeDialog>
    </>
  );
}
