import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { FailureAlert } from '@/shared/failure-alert';
import { useFlash } from '@/shared/flash';
import { PasswordInput } from '@/shared/password-input';
import { useAction } from '@/shared/queries';
import { settings as s } from '@/shared/strings/settings';
import { useStrength, VaultPasswordFields } from '@/shared/vault-password-fields';
import { WorkProgress } from '@/shared/work-progress';

export function PasswordSettings() {
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const [repeated, setRepeated] = useState('');
  const [tried, setTried] = useState(false);
  const { busy, failure, run } = useAction('change_vault_password');
  const strength = useStrength(password);
  const flash = useFlash();

  const submit = async () => {
    setTried(true);
    if (password === '' || password !== repeated || strength?.accepted === false) {
      return;
    }
    if ((await run({ current, new: password })) !== null) {
      setCurrent('');
      setPassword('');
      setRepeated('');
      setTried(false);
      flash.say('success', s.changed);
    }
  };

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Container
        header={
          <Header variant="h2" description={s.passwordText}>
            {s.password}
          </Header>
        }
      >
        <Form
          actions={
            <Button formAction="submit" loading={busy} data-testid="change-password-submit">
              {s.change}
            </Button>
          }
        >
          <SpaceBetween size="l">
            <FailureAlert failure={failure} />
            <WorkProgress busy={busy} />
            <FormField label={s.current}>
              <PasswordInput testId="current-password" value={current} onChange={setCurrent} />
            </FormField>
            <VaultPasswordFields
              label={s.new}
              password={password}
              repeated={repeated}
              onPassword={setPassword}
              onRepeated={setRepeated}
              tried={tried}
              strength={strength}
            />
          </SpaceBetween>
        </Form>
      </Container>
    </form>
  );
}
