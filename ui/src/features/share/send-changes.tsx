import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import RadioGroup from '@cloudscape-design/components/radio-group';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { useState } from 'react';
import { FailureAlert } from '@/shared/failure-alert';
import { PasswordInput } from '@/shared/password-input';
import { useAction, useAsk } from '@/shared/queries';
import { share as s } from '@/shared/strings/share';
import { useSaved } from '@/shared/use-saved';

/** As many entries as the list offers; older ones are sent with everything. */
const entriesOffered = 200;

export function SendChanges() {
  const journal = useAsk('search_journal', {
    entity: '',
    kind: '',
    text: '',
    offset: 0,
    limit: entriesOffered,
  });
  const [since, setSince] = useState('0');
  const [by, setBy] = useState<'keys' | 'passphrase'>('keys');
  const [keys, setKeys] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const save = useAction('save_changes');
  const saved = useSaved();
  const options = [
    { value: '0', label: s.sinceStart },
    ...(journal.data?.rows ?? []).map(({ sequence, sentence }) => ({
      value: String(sequence),
      label: s.sinceEntry(sequence, sentence),
    })),
  ];
  const submit = async () => {
    const view = await save.run({
      since: Number(since),
      recipients: by === 'keys' ? keys : '',
      passphrase: by === 'passphrase' ? passphrase : '',
    });
    saved(view);
    if (view !== null) {
      setPassphrase('');
    }
  };
  const at = save.failure?.at ?? '';
  return (
    <form
      data-testid="send-changes"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Container
        header={
          <Header variant="h2" description={s.sendText}>
            {s.send}
          </Header>
        }
      >
        <Form
          actions={
            <Button
              variant="primary"
              formAction="submit"
              loading={save.busy}
              data-testid="send-submit"
            >
              {s.save}
            </Button>
          }
        >
          <SpaceBetween size="m">
            <FailureAlert failure={save.failure} />
            <FormField label={s.since} description={s.sinceText}>
              <Select
                data-testid="send-since"
                options={options}
                filteringType="auto"
                selectedOption={options.find(({ value }) => value === since) ?? null}
                onChange={({ detail }) => setSince(detail.selectedOption.value ?? '0')}
              />
            </FormField>
            <FormField label={s.to}>
              <RadioGroup
                value={by}
                ariaLabel={s.to}
                onChange={({ detail }) => setBy(detail.value === 'keys' ? 'keys' : 'passphrase')}
                items={[
                  { value: 'keys', label: s.toKeys, description: s.toKeysText },
                  { value: 'passphrase', label: s.toPassphrase, description: s.toPassphraseText },
                ]}
              />
            </FormField>
            {by === 'keys' ? (
              <FormField
                label={s.keys}
                errorText={at === 'recipients' ? save.failure?.message : null}
              >
                <Textarea
                  value={keys}
                  rows={3}
                  spellcheck={false}
                  placeholder="age1…"
                  data-testid="send-keys"
                  onChange={({ detail }) => setKeys(detail.value)}
                />
              </FormField>
            ) : (
              <FormField
                label={s.passphrase}
                errorText={at === 'passphrase' ? save.failure?.message : null}
              >
                <PasswordInput
                  testId="send-passphrase"
                  value={passphrase}
                  onChange={setPassphrase}
                />
              </FormField>
            )}
          </SpaceBetween>
        </Form>
      </Container>
    </form>
  );
}
