import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { SettingsView } from '@/ipc/contract';
import { FailureAlert } from '@/shared/failure-alert';
import { useFlash } from '@/shared/flash';
import { useAction, useAsk } from '@/shared/queries';
import { common } from '@/shared/strings/common';
import { settings as s } from '@/shared/strings/settings';

/** What belongs to this computer and not to the vault. */
export function MachineSettings() {
  const query = useAsk('settings', {});
  if (query.data === undefined) {
    return query.error === null ? null : (
      <FailureAlert failure={query.error} onRetry={() => void query.refetch()} />
    );
  }
  return (
    <SpaceBetween size="l">
      <Fields settings={query.data} />
      <BreachedHashes settings={query.data} />
    </SpaceBetween>
  );
}

/** The list of breached passwords: the page knows where it lies, and nothing of what is in it. */
function BreachedHashes({ settings }: { settings: SettingsView }) {
  const choose = useAction('choose_breached_hashes');
  const forget = useAction('forget_breached_hashes');
  const queries = useQueryClient();
  const isChosen = settings.breached_hashes !== '';
  const take = (view: SettingsView | null) => {
    if (view !== null) {
      queries.setQueryData(['settings', {}], view);
    }
  };
  return (
    <Container
      data-testid="breached-hashes"
      header={
        <Header
          variant="h2"
          description={s.breachedText}
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              {isChosen ? (
                <Button
                  loading={forget.busy}
                  data-testid="breached-forget"
                  onClick={async () => take(await forget.run({}))}
                >
                  {s.breachedForget}
                </Button>
              ) : null}
              <Button
                loading={choose.busy}
                data-testid="breached-choose"
                onClick={async () => take(await choose.run({}))}
              >
                {s.breachedChoose}
              </Button>
            </SpaceBetween>
          }
        >
          {s.breached}
        </Header>
      }
    >
      <SpaceBetween size="m">
        <FailureAlert failure={choose.failure ?? forget.failure} />
        <Box color={isChosen ? 'inherit' : 'text-body-secondary'}>
          {isChosen ? settings.breached_hashes : s.breachedNone}
        </Box>
      </SpaceBetween>
    </Container>
  );
}

function Fields({ settings }: { settings: SettingsView }) {
  const [minutes, setMinutes] = useState(settings.idle_lock_minutes);
  const [operator, setOperator] = useState(settings.operator);
  const { busy, failure, run } = useAction('change_settings');
  const queries = useQueryClient();
  const flash = useFlash();
  const options = settings.idle_choices.map((choice) => ({
    value: String(choice),
    label: s.minutes(choice),
  }));

  const submit = async () => {
    const view = await run({ idle_lock_minutes: minutes, operator });
    if (view !== null) {
      queries.setQueryData(['settings', {}], view);
      // The gate says after how many minutes the window locks itself.
      void queries.invalidateQueries({ queryKey: ['gate'] });
      flash.say('success', s.saved);
    }
  };
  return (
    <form
      data-testid="machine-settings"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Container header={<Header variant="h2">{s.machine}</Header>}>
        <Form
          actions={
            <Button formAction="submit" loading={busy} data-testid="machine-settings-submit">
              {common.save}
            </Button>
          }
        >
          <SpaceBetween size="m">
            <FailureAlert failure={failure} />
            <ColumnLayout columns={2}>
              <FormField label={s.idle} description={s.idleAlways}>
                <Select
                  data-testid="idle-minutes"
                  options={options}
                  selectedOption={options.find(({ value }) => value === String(minutes)) ?? null}
                  onChange={({ detail }) => setMinutes(Number(detail.selectedOption.value))}
                />
              </FormField>
              <FormField label={s.operator} description={s.operatorText(settings.machine)}>
                <Input
                  value={operator}
                  data-testid="operator-name"
                  onChange={({ detail }) => setOperator(detail.value)}
                />
              </FormField>
            </ColumnLayout>
          </SpaceBetween>
        </Form>
      </Container>
    </form>
  );
}
