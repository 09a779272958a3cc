// One act that asks for the vault's password again, whatever was entered before.
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type ReactNode, useState } from 'react';
import type { CommandError } from '@/ipc/contract';
import { FailureAlert } from '@/shared/failure-alert';
import { PasswordInput } from '@/shared/password-input';
import { common } from '@/shared/strings/common';
import { WorkProgress } from '@/shared/work-progress';

interface PasswordDialogProps {
  title: string;
  text: ReactNode;
  /** A name that is asked for as well, with what it is. */
  name?: { label: string; hint: string };
  passwordLabel?: string;
  button: string;
  busy: boolean;
  failure: CommandError | null;
  onClose: () => void;
  onSubmit: (password: string, name: string) => void;
}

export function PasswordDialog(props: PasswordDialogProps) {
  const [password, setPassword] = useState('');
  const [name, setName] = useState('');
  const submit = () => props.onSubmit(password, name);
  return (
    <Modal
      visible
      header={props.title}
      closeAriaLabel={common.close}
      onDismiss={props.onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" disabled={props.busy} onClick={props.onClose}>
              {common.cancel}
            </Button>
            <Button
              variant="primary"
              loading={props.busy}
              data-testid="password-dialog-submit"
              onClick={submit}
            >
              {props.button}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <Box>{props.text}</Box>
        {props.name === undefined ? null : (
          <FormField label={props.name.label} constraintText={props.name.hint}>
            <Input
              value={name}
              data-testid="password-dialog-name"
              onChange={({ detail }) => setName(detail.value)}
            />
          </FormField>
        )}
        <FormField label={props.passwordLabel ?? common.vaultPassword}>
          <PasswordInput
            testId="password-dialog-password"
            value={password}
            onChange={setPassword}
            onEnter={submit}
          />
        </FormField>
        <WorkProgress busy={props.busy} />
        <FailureAlert failure={props.failure} />
      </SpaceBetween>
    </Modal>
  );
}
