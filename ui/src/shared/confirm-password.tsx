// Showing, copying or saving a secret needs the vault's password, entered not long ago. Rust decides
// when; it answers `password-needed`, and the question is asked here, once, wherever it came up.
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { createContext, type ReactNode, useCallback, useContext, useRef, useState } from 'react';
import {
  ask,
  CommandFailure,
  type CommandName,
  type RequestOf,
  type ResponseOf,
} from '@/ipc/client';
import { FailureAlert } from '@/shared/failure-alert';
import { PasswordInput } from '@/shared/password-input';
import { useAction } from '@/shared/queries';
import { common } from '@/shared/strings/common';

type Confirm = () => Promise<boolean>;

const ConfirmContext = createContext<Confirm | null>(null);

export function ConfirmPasswordProvider({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState(false);
  const [password, setPassword] = useState('');
  const { busy, failure, run, clear } = useAction('confirm_password');
  const answer = useRef<((confirmed: boolean) => void) | null>(null);

  const confirm = useCallback<Confirm>(
    () =>
      new Promise((resolve) => {
        answer.current = resolve;
        setOpen(true);
      }),
    [],
  );

  const finish = (confirmed: boolean) => {
    setOpen(false);
    setPassword('');
    clear();
    answer.current?.(confirmed);
    answer.current = null;
  };

  const submit = async () => {
    if ((await run({ password })) !== null) {
      finish(true);
    }
  };

  return (
    <ConfirmContext value={confirm}>
      {children}
      {open ? (
        <Modal
          visible
          header={common.confirmTitle}
          onDismiss={() => finish(false)}
          closeAriaLabel={common.close}
          footer={
            <Box float="right">
              <SpaceBetween direction="horizontal" size="xs">
                <Button variant="link" onClick={() => finish(false)}>
                  {common.cancel}
                </Button>
                <Button
                  variant="primary"
                  loading={busy}
                  data-testid="confirm-password-submit"
                  onClick={() => void submit()}
                >
                  {common.confirmButton}
                </Button>
              </SpaceBetween>
            </Box>
          }
        >
          <SpaceBetween size="m">
            <Box>{common.confirmText}</Box>
            <FormField label={common.vaultPassword}>
              <PasswordInput
                testId="confirm-password"
                value={password}
                onChange={setPassword}
                onEnter={() => void submit()}
              />
            </FormField>
            <FailureAlert failure={failure} />
          </SpaceBetween>
        </Modal>
      ) : null}
    </ConfirmContext>
  );
}

/**
 * Asks a command that needs a recent password; when it says so, the password is asked for and the
 * command once more. `null` when the person gave up or a dialog was cancelled.
 */
export function useGuarded<
  Name extends Extract<
    CommandName,
    | 'reveal'
    | 'copy_secret'
    | 'save_credentials'
    | 'mfa_device_qr'
    | 'mfa_enable_command'
    | 'hand_off'
  >,
>(name: Name): (request: RequestOf<Name>) => Promise<ResponseOf<Name> | null> {
  const confirm = useContext(ConfirmContext);
  return useCallback(
    async (request) => {
      try {
        return await ask(name, request);
      } catch (reason) {
        if (!(reason instanceof CommandFailure) || reason.code !== 'password-needed') {
          throw reason;
        }
        return confirm !== null && (await confirm()) ? await ask(name, request) : null;
      }
    },
    [name, confirm],
  );
}
