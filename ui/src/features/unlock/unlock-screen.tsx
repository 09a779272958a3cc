// The locked vault: a password, or the recovery key, and nothing else to see.
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input, { type InputProps } from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect, useRef, useState } from 'react';
import type { GateView } from '@/ipc/contract';
import { FailureAlert } from '@/shared/failure-alert';
import { GateFrame } from '@/shared/gate-frame';
import { OtherVaults } from '@/shared/other-vaults';
import { PasswordInput } from '@/shared/password-input';
import { useAction } from '@/shared/queries';
import { RestoreWizard } from '@/shared/restore-wizard';
import { gate as s } from '@/shared/strings/gate';

interface UnlockScreenProps {
  gate: GateView;
  onGate: (view: GateView) => void;
  onCreate: () => void;
}

export function UnlockScreen({ gate, onGate, onCreate }: UnlockScreenProps) {
  const [byRecoveryKey, setByRecoveryKey] = useState(false);
  const [text, setText] = useState('');
  const [restoring, setRestoring] = useState(false);
  const { busy, failure, run, clear } = useAction('unlock');
  const keyFile = useAction('unlock_with_key_file');
  const keychain = useAction('unlock_with_keychain');
  const field = useRef<InputProps.Ref>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the other way in is another field
  useEffect(() => {
    field.current?.focus();
  }, [byRecoveryKey]);

  const submit = async () => {
    const view = await run(
      byRecoveryKey
        ? { kind: 'recovery_key', recovery_key: text }
        : { kind: 'password', password: text },
    );
    if (view === null) {
      field.current?.select();
      return;
    }
    setText('');
    onGate(view);
  };

  const openWith = (view: GateView | null) => {
    if (view !== null) {
      setText('');
      onGate(view);
    }
  };

  const swap = () => {
    setText('');
    clear();
    setByRecoveryKey((before) => !before);
  };

  return (
    <GateFrame>
      <SpaceBetween size="l">
        <form
          data-testid="unlock-screen"
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
        >
          <Form
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                <Button variant="link" formAction="none" data-testid="unlock-swap" onClick={swap}>
                  {byRecoveryKey ? s.usePassword : s.useRecovery}
                </Button>
                <Button
                  variant="primary"
                  formAction="submit"
                  loading={busy}
                  loadingText={s.unlocking}
                  data-testid="unlock-submit"
                >
                  {s.unlock}
                </Button>
              </SpaceBetween>
            }
          >
            <Container
              header={
                <Header variant="h1" description={gate.vault?.location}>
                  {gate.vault === null ? s.unlockTitle : gate.vault.name}
                </Header>
              }
            >
              <SpaceBetween size="m">
                <FailureAlert failure={failure ?? keyFile.failure ?? keychain.failure} />
                {byRecoveryKey ? (
                  <FormField label={s.recoveryKey} constraintText={s.recoveryHelp}>
                    <Input
                      ref={field}
                      value={text}
                      autoComplete="off"
                      spellcheck={false}
                      disableBrowserAutocorrect
                      data-testid="unlock-recovery-key"
                      onChange={({ detail }) => setText(detail.value)}
                    />
                  </FormField>
                ) : (
                  <FormField label={s.password}>
                    <PasswordInput
                      inputRef={field}
                      testId="unlock-password"
                      value={text}
                      onChange={setText}
                    />
                  </FormField>
                )}
              </SpaceBetween>
            </Container>
          </Form>
        </form>
        <OtherWays
          gate={gate}
          busy={keyFile.busy || keychain.busy}
          onKeyFile={async () => openWith(await keyFile.run({}))}
          onKeychain={async () => openWith(await keychain.run({}))}
          onRestore={() => setRestoring(true)}
        />
        {restoring ? (
          <RestoreWizard
            onClose={() => setRestoring(false)}
            onRestored={(view) => {
              setRestoring(false);
              onGate(view);
            }}
          />
        ) : null}
        <OtherVaults gate={gate} onChosen={onGate} onCreate={onCreate} />
        <Box variant="small" color="text-body-secondary" textAlign="center">
          {s.version(gate.version)}
        </Box>
      </SpaceBetween>
    </GateFrame>
  );
}

interface OtherWaysProps {
  gate: GateView;
  busy: boolean;
  onKeyFile: () => Promise<void>;
  onKeychain: () => Promise<void>;
  onRestore: () => void;
}

/** The ways in that this vault has besides its password, and the way back when none of them works. */
function OtherWays({ gate, busy, onKeyFile, onKeychain, onRestore }: OtherWaysProps) {
  return (
    <Box textAlign="center">
      <SpaceBetween direction="horizontal" size="xs" alignItems="center">
        {gate.can_open_with.includes('keychain') ? (
          <Button loading={busy} data-testid="unlock-keychain" onClick={() => void onKeychain()}>
            {s.useKeychain}
          </Button>
        ) : null}
        {gate.can_open_with.includes('key_file') ? (
          <Button loading={busy} data-testid="unlock-key-file" onClick={() => void onKeyFile()}>
            {s.useKeyFile}
          </Button>
        ) : null}
        <Button variant="link" data-testid="unlock-restore" onClick={onRestore}>
          {s.restore}
        </Button>
      </SpaceBetween>
    </Box>
  );
}
