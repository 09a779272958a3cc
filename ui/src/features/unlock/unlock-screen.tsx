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
import { gate as s } from '@/shared/strings/gate';

interface UnlockScreenProps {
  gate: GateView;
  onGate: (view: GateView) => void;
  onCreate: () => void;
}

export function UnlockScreen({ gate, onGate, onCreate }: UnlockScreenProps) {
  const [byRecoveryKey, setByRecoveryKey] = useState(false);
  const [text, setText] = useState('');
  const { busy, failure, run, clear } = useAction('unlock');
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
                <FailureAlert failure={failure} />
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
        <OtherVaults gate={gate} onChosen={onGate} onCreate={onCreate} />
        <Box variant="small" color="text-body-secondary" textAlign="center">
          {s.version(gate.version)}
        </Box>
      </SpaceBetween>
    </GateFrame>
  );
}
