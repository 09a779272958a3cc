// A first or another account: which kind, and whether it starts empty or from a file.
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tiles from '@cloudscape-design/components/tiles';
import { type ReactNode, useState } from 'react';
import type { AccountKindView, DoneView } from '@/ipc/contract';
import { FailureAlert } from '@/shared/failure-alert';
import { ImportPlan } from '@/shared/import-plan';
import { useAction } from '@/shared/queries';
import { common } from '@/shared/strings/common';
import { firstRun as s } from '@/shared/strings/first-run';
import { importPlan } from '@/shared/strings/import-plan';
import { TextField } from '@/shared/text-field';
import { useImport } from '@/shared/use-import';
import { sentence } from '@/shared/words';

interface AccountFormProps {
  onDone: (view: DoneView) => void;
  cancel?: ReactNode;
  /** On a page with a heading of its own this form has the second one. */
  heading?: 'h1' | 'h2';
}

type Start = 'empty' | 'import';
const partitions = ['aws', 'aws-cn', 'aws-us-gov'] as const;

export function AccountForm({ onDone, cancel, heading = 'h1' }: AccountFormProps) {
  const [kind, setKind] = useState<AccountKindView>('aws');
  const [start, setStart] = useState<Start>('empty');
  const [accountId, setAccountId] = useState('');
  const [alias, setAlias] = useState('');
  const [partition, setPartition] = useState<(typeof partitions)[number]>('aws');
  const create = useAction('create_account');
  const file = useImport();

  const submit = async () => {
    if (start === 'empty') {
      const request = { kind, account_id: accountId.trim(), alias: alias.trim(), partition };
      const view = await create.run(request);
      if (view !== null) {
        onDone(view);
      }
    } else if (file.plan === null) {
      await file.choose({ account: '', kind });
    } else {
      const view = await file.apply();
      if (view !== null) {
        onDone(view);
      }
    }
  };

  const fieldError = (field: string) =>
    create.failure?.at === field
      ? [sentence(create.failure.message), sentence(create.failure.help)].filter(Boolean).join('. ')
      : null;
  const elsewhere =
    create.failure !== null && ['account_id', 'alias', 'partition'].includes(create.failure.at)
      ? null
      : create.failure;

  return (
    <form
      data-testid="account-form"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Form
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            {cancel}
            {file.plan === null ? null : (
              <Button formAction="none" onClick={file.drop}>
                {importPlan.otherFile}
              </Button>
            )}
            <Button
              variant="primary"
              formAction="submit"
              loading={create.busy || file.busy}
              data-testid="account-submit"
            >
              {start === 'empty'
                ? s.createAccount
                : file.plan === null
                  ? s.chooseFile
                  : importPlan.apply}
            </Button>
          </SpaceBetween>
        }
      >
        <SpaceBetween size="l">
          <FailureAlert failure={elsewhere ?? file.failure} />
          {file.plan === null ? (
            <Container
              header={
                <Header variant={heading} description={s.accountText}>
                  {s.accountTitle}
                </Header>
              }
            >
              <SpaceBetween size="l">
                <FormField label={common.type} stretch>
                  <Tiles
                    columns={2}
                    value={kind}
                    onChange={({ detail }) => setKind(detail.value as AccountKindView)}
                    items={[
                      {
                        value: 'aws',
                        label: <span data-testid="account-kind-aws">{s.kindAws}</span>,
                        description: s.kindAwsText,
                      },
                      {
                        value: 'local',
                        label: <span data-testid="account-kind-local">{s.kindLocal}</span>,
                        description: s.kindLocalText,
                      },
                    ]}
                  />
                </FormField>
                <FormField label={s.how} stretch>
                  <Tiles
                    columns={2}
                    value={start}
                    onChange={({ detail }) => setStart(detail.value as Start)}
                    items={[
                      {
                        value: 'empty',
                        label: <span data-testid="account-start-empty">{s.startEmpty}</span>,
                        description: s.startEmptyText,
                      },
                      {
                        value: 'import',
                        label: <span data-testid="account-start-import">{s.startImport}</span>,
                        description: s.startImportText,
                      },
                    ]}
                  />
                </FormField>
                {start === 'import' ? null : (
                  <SpaceBetween size="l">
                    <TextField
                      label={s.accountId}
                      help={s.accountIdHelp}
                      error={fieldError('account_id')}
                      value={accountId}
                      numeric
                      prose
                      testId="account-id"
                      onChange={setAccountId}
                    />
                    <TextField
                      label={
                        <>
                          {s.alias} <i>– {common.optional}</i>
                        </>
                      }
                      help={s.aliasHelp}
                      error={fieldError('alias')}
                      value={alias}
                      testId="account-alias"
                      onChange={setAlias}
                    />
                    <FormField label={s.partition} errorText={fieldError('partition')}>
                      <Select
                        selectedOption={{ value: partition, label: s.partitions[partition] }}
                        options={partitions.map((one) => ({
                          value: one,
                          label: s.partitions[one],
                        }))}
                        data-testid="account-partition"
                        onChange={({ detail }) => {
                          const chosen = partitions.find(
                            (one) => one === detail.selectedOption.value,
                          );
                          setPartition(chosen ?? 'aws');
                        }}
                      />
                    </FormField>
                  </SpaceBetween>
                )}
              </SpaceBetween>
            </Container>
          ) : (
            <ImportPlan plan={file.plan} choices={file.choices} onDecide={file.decide} />
          )}
        </SpaceBetween>
      </Form>
    </form>
  );
}
