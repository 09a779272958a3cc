// What stands around the account: the organization's levels with their policies, and the resources
// whose own policies and tags matter.
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import Textarea from '@cloudscape-design/components/textarea';
import { useState } from 'react';
import type {
  AccountResourceView,
  FieldErrorView,
  LevelView,
  OrganizationPolicyView,
  OrganizationView,
} from '@/ipc/contract';
import { useAccount } from '@/shared/account';
import { Asked } from '@/shared/asked';
import { ChangeDialog } from '@/shared/change-dialog';
import { Nothing } from '@/shared/entity-table';
import { errorFor } from '@/shared/field-errors';
import { JsonView } from '@/shared/json-view';
import { Page } from '@/shared/page';
import { useAsk } from '@/shared/queries';
import { organizationPage as s } from '@/shared/strings/account-page';
import { common } from '@/shared/strings/common';

export function OrganizationPage() {
  const { account } = useAccount();
  const organization = useAsk('organization', { account: account.id });
  const resources = useAsk('account_resources', { account: account.id });
  return (
    <Page title={s.title} testId="organization-page">
      <SpaceBetween size="l">
        <Asked query={organization}>{(view) => <Levels view={view} />}</Asked>
        <Asked query={resources}>{(rows) => <Resources rows={rows} />}</Asked>
      </SpaceBetween>
    </Page>
  );
}

function Levels({ view }: { view: OrganizationView | null }) {
  if (view === null) {
    return (
      <Container header={<Header variant="h2">{s.organization}</Header>}>
        <Nothing title={s.none} text={s.noneText} />
      </Container>
    );
  }
  return (
    <Container header={<Header variant="h2">{s.organization}</Header>}>
      <SpaceBetween size="l">
        <KeyValuePairs
          columns={2}
          items={[
            { label: s.organization, value: view.id },
            { label: s.management, value: view.management_account },
          ]}
        />
        {view.is_management ? <Alert type="info">{s.isManagement}</Alert> : null}
        {view.levels.map((level) => (
          <Level key={`${level.place} ${level.name}`} level={level} />
        ))}
      </SpaceBetween>
    </Container>
  );
}

function Level({ level }: { level: LevelView }) {
  return (
    <div data-testid={`level-${level.name}`}>
      <Box variant="h3">{`${s.places[level.place] ?? level.place}: ${level.name}`}</Box>
      <Policies title={s.scps} policies={level.scps} />
      <Policies title={s.rcps} policies={level.rcps} />
    </div>
  );
}

function Policies(props: { title: string; policies: readonly OrganizationPolicyView[] }) {
  return props.policies.length === 0 ? null : (
    <SpaceBetween size="xs">
      <Box variant="awsui-key-label">{props.title}</Box>
      {props.policies.map((policy) => (
        <ExpandableSection
          key={policy.name}
          headerText={policy.name}
          headerDescription={policy.description}
        >
          <JsonView text={policy.document} label={policy.name} />
        </ExpandableSection>
      ))}
    </SpaceBetween>
  );
}

type Draft = { resource: string; arn: string; policy: string };

function Resources({ rows }: { rows: readonly AccountResourceView[] }) {
  const [draft, setDraft] = useState<Draft | null>(null);
  const [removing, setRemoving] = useState<AccountResourceView | null>(null);
  const [errors, setErrors] = useState<readonly FieldErrorView[]>([]);
  const set = (part: Partial<Draft>) =>
    setDraft((before) => (before === null ? null : { ...before, ...part }));
  // Tags are kept as they are; the table shows them.
  const tags = rows.find((row) => row.id === draft?.resource)?.tags ?? [];
  return (
    <>
      <Table<AccountResourceView>
        variant="container"
        wrapLines
        items={rows}
        trackBy="id"
        header={
          <Header
            variant="h2"
            counter={`(${rows.length})`}
            description={s.resourcesText}
            actions={
              <Button
                data-testid="add-resource"
                onClick={() => setDraft({ resource: '', arn: '', policy: '' })}
              >
                {s.add}
              </Button>
            }
          >
            {s.resources}
          </Header>
        }
        empty={<Nothing title={s.empty} text={s.emptyText} />}
        columnDefinitions={[
          {
            id: 'arn',
            header: s.arn,
            isRowHeader: true,
            cell: (row) => <span className="mono">{row.arn}</span>,
          },
          { id: 'service', header: s.service, cell: (row) => row.service },
          {
            id: 'policy',
            header: s.policy,
            cell: (row) => (row.policy === '' ? common.none : s.hasPolicy),
          },
          {
            id: 'tags',
            header: s.tags,
            cell: (row) =>
              row.tags.map(({ key, value }) => `${key}=${value}`).join(', ') || common.none,
          },
          {
            id: 'actions',
            header: s.edit,
            cell: (row) => (
              <SpaceBetween direction="horizontal" size="s">
                <Button
                  variant="inline-link"
                  ariaLabel={s.editLabel(row.arn)}
                  onClick={() => setDraft({ resource: row.id, arn: row.arn, policy: row.policy })}
                >
                  {s.edit}
                </Button>
                <Button
                  variant="inline-link"
                  ariaLabel={s.removeLabel(row.arn)}
                  onClick={() => setRemoving(row)}
                >
                  {s.remove}
                </Button>
              </SpaceBetween>
            ),
          },
        ]}
      />
      <ChangeDialog
        proposal={
          draft === null
            ? null
            : { kind: 'account', step: { what: 'put_resource', ...draft, tags } }
        }
        title={s.saveTitle}
        confirm={s.saveTitle}
        ownFields={['arn']}
        onErrors={setErrors}
        onClose={() => setDraft(null)}
      >
        <FormField label={s.arn} errorText={errorFor(errors, 'arn')}>
          <Input
            value={draft?.arn ?? ''}
            autoComplete="off"
            spellcheck={false}
            data-testid="resource-arn"
            onChange={({ detail }) => set({ arn: detail.value })}
          />
        </FormField>
        <FormField label={s.policy} constraintText={s.policyHelp}>
          <Textarea
            value={draft?.policy ?? ''}
            rows={8}
            spellcheck={false}
            data-testid="resource-policy"
            onChange={({ detail }) => set({ policy: detail.value })}
          />
        </FormField>
      </ChangeDialog>
      <ChangeDialog
        proposal={
          removing === null
            ? null
            : { kind: 'account', step: { what: 'delete_resource', resource: removing.id } }
        }
        title={s.removeLabel(removing?.arn ?? '')}
        confirm={s.remove}
        onClose={() => setRemoving(null)}
      />
    </>
  );
}
