import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Form from '@cloudscape-design/components/form';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { CommandError } from '@/ipc/contract';
import { FailureAlert } from '@/shared/failure-alert';
import { common } from '@/shared/strings/common';
import { firstRun as s } from '@/shared/strings/first-run';
import { useStrength, VaultPasswordFields } from '@/shared/vault-password-fields';
import { WorkProgress } from '@/shared/work-progress';

interface PasswordStepProps {
  busy: boolean;
  failure: CommandError | null;
  onBack: () => void;
  onNext: (password: string) => void;
}

export function PasswordStep({ busy, failure, onBack, onNext }: PasswordStepProps) {
  const [password, setPassword] = useState('');
  const [repeated, setRepeated] = useState('');
  const [tried, setTried] = useState(false);
  const strength = useStrength(password);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        // Rust refuses a weak one as well; this only saves the round trip.
        if (password !== '' && password === repeated && strength?.accepted !== false) {
          onNext(password);
        }
      }}
    >
      <Form
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" formAction="none" disabled={busy} onClick={onBack}>
              {common.back}
            </Button>
            <Button
              variant="primary"
              formAction="submit"
              loading={busy}
              data-testid="set-up-create-vault"
            >
              {s.createVault}
            </Button>
          </SpaceBetween>
        }
      >
        <Container
          header={
            <Header variant="h1" description={s.passwordText}>
              {s.passwordTitle}
            </Header>
          }
        >
          <SpaceBetween size="l">
            <FailureAlert failure={failure} />
            <WorkProgress busy={busy} />
            <VaultPasswordFields
              label={s.password}
              password={password}
              repeated={repeated}
              onPassword={setPassword}
              onRepeated={setRepeated}
              tried={tried}
              strength={strength}
            />
          </SpaceBetween>
        </Container>
      </Form>
    </form>
  );
}
