import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import RadioGroup from '@cloudscape-design/components/radio-group';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { OfferedChangesView } from '@/ipc/contract';
import { FailureAlert } from '@/shared/failure-alert';
import { PasswordInput } from '@/shared/password-input';
import { useAction } from '@/shared/queries';
import { share as s } from '@/shared/strings/share';

interface ReceiveChangesProps {
  onOffered: (offered: OfferedChangesView) => void;
}

/** A file of another admin's, or a conflict copy: Rust asks for both in the system's dialogs. */
export function ReceiveChanges({ onOffered }: ReceiveChangesProps) {
  const [by, setBy] = useState<'identity' | 'passphrase'>('identity');
  const [passphrase, setPassphrase] = useState('');
  const [password, setPassword] = useState('');
  const open = useAction('open_changes');
  const compare = useAction('compare_copy');
  const take = (view: OfferedChangesView | null) => {
    if (view !== null) {
      onOffered(view);
    }
  };
  return (
    <SpaceBetween size="l">
      <Container
        data-testid="receive-changes"
        header={
          <Header
            variant="h2"
            description={s.receiveText}
            actions={
              <Button
                loading={open.busy}
                disabled={by === 'passphrase' && passphrase === ''}
                data-testid="receive-open"
                onClick={async () =>
                  take(await open.run({ passphrase: by === 'passphrase' ? passphrase : '' }))
                }
              >
                {s.open}
              </Button>
            }
          >
            {s.receive}
          </Header>
        }
      >
        <SpaceBetween size="m">
          <FailureAlert failure={open.failure} />
          <FormField label={s.with}>
            <RadioGroup
              value={by}
              ariaLabel={s.with}
              onChange={({ detail }) =>
                setBy(detail.value === 'identity' ? 'identity' : 'passphrase')
              }
              items={[
                { value: 'identity', label: s.withIdentity, description: s.withIdentityText },
                { value: 'passphrase', label: s.withPassphrase },
              ]}
            />
          </FormField>
          {by === 'passphrase' ? (
            <FormField label={s.passphrase}>
              <PasswordInput
                testId="receive-passphrase"
                value={passphrase}
                onChange={setPassphrase}
              />
            </FormField>
          ) : null}
        </SpaceBetween>
      </Container>
      <Container
        data-testid="compare-copy"
        header={
          <Header
            variant="h2"
            description={s.copyText}
            actions={
              <Button
                loading={compare.busy}
                disabled={password === ''}
                data-testid="compare-choose"
                onClick={async () => take(await compare.run({ password }))}
              >
                {s.compare}
              </Button>
            }
          >
            {s.copy}
          </Header>
        }
      >
        <SpaceBetween size="m">
          <FailureAlert failure={compare.failure} />
          <FormField label={s.copyPassword}>
            <PasswordInput testId="compare-password" value={password} onChange={setPassword} />
          </FormField>
        </SpaceBetween>
      </Container>
    </SpaceBetween>
  );
}
