// The account's alias, its password policy with every field, and its quotas.
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import type {
  AccountSettingsView,
  AccountStep,
  PasswordPolicyFields,
  QuotaView,
} from '@/ipc/contract';
import { useAccount } from '@/shared/account';
import { Asked } from '@/shared/asked';
import { ChangeDialog } from '@/shared/change-dialog';
import { Copyable } from '@/shared/copyable';
import { Page } from '@/shared/page';
import { useAsk } from '@/shared/queries';
import { accountSettings as s } from '@/shared/strings/account-page';
import { common } from '@/shared/strings/common';
import { number } from '@/shared/strings/plural';
import { TextField } from '@/shared/text-field';

export function AccountSettingsPage() {
  const { account } = useAccount();
  const query = useAsk('account_settings', { account: account.id });
  return (
    <Page title={s.title} testId="account-settings-page">
      <Asked query={query}>{(view) => <Settings view={view} />}</Asked>
    </Page>
  );
}

type Doing = { step: AccountStep; title: string; confirm: string } | null;

function Settings({ view }: { view: AccountSettingsView }) {
  const [doing, setDoing] = useState<Doing>(null);
  return (
    <SpaceBetween size="l">
      <Alias view={view} />
      <Policy
        // What was saved or undone elsewhere fills the fields anew.
        key={JSON.stringify([view.custom_policy, view.policy])}
        view={view}
        propose={setDoing}
      />
      <Quotas quotas={view.quotas} />
      <ChangeDialog
        proposal={doing === null ? null : { kind: 'account', step: doing.step }}
        title={doing?.title ?? ''}
        confirm={doing?.confirm ?? ''}
        onClose={() => setDoing(null)}
      />
    </SpaceBetween>
  );
}

function Alias({ view }: { view: AccountSettingsView }) {
  const [open, setOpen] = useState(false);
  const [alias, setAlias] = useState(view.alias);
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            <Button data-testid="edit-alias" onClick={() => setOpen(true)}>
              {s.editAlias}
            </Button>
          }
        >
          {s.alias}
        </Header>
      }
    >
      <ColumnLayout columns={2} variant="text-grid">
        <div>
          <Box variant="awsui-key-label">{s.alias}</Box>
          {view.alias || common.none}
        </div>
        <div>
          <Box variant="awsui-key-label">{s.signIn}</Box>
          <Copyable text={view.sign_in_url} what={s.signIn} />
        </div>
      </ColumnLayout>
      <ChangeDialog
        proposal={open ? { kind: 'account', step: { what: 'set_alias', alias } } : null}
        title={s.editAlias}
        confirm={s.save}
        onClose={() => setOpen(false)}
      >
        <TextField
          label={s.alias}
          help={s.aliasHelp}
          value={alias}
          testId="alias"
          onChange={setAlias}
        />
      </ChangeDialog>
    </Container>
  );
}

function Policy(props: { view: AccountSettingsView; propose: (doing: Doing) => void }) {
  const { view, propose } = props;
  const [policy, setPolicy] = useState<PasswordPolicyFields>(view.policy);
  const set = (part: Partial<PasswordPolicyFields>) =>
    setPolicy((before) => ({ ...before, ...part }));
  const box = (field: keyof PasswordPolicyFields, label: string) => (
    <Checkbox
      checked={policy[field] === true}
      onChange={({ detail }) => set({ [field]: detail.checked })}
    >
      {label}
    </Checkbox>
  );
  const count = (field: keyof PasswordPolicyFields, label: string, help: string) => (
    <FormField label={label} constraintText={help}>
      <Input
        value={String(policy[field])}
        inputMode="numeric"
        data-testid={`policy-${field}`}
        onChange={({ detail }) => set({ [field]: Number.parseInt(detail.value, 10) || 0 })}
      />
    </FormField>
  );
  return (
    <Container
      header={<Header variant="h2">{s.policy}</Header>}
      footer={
        <SpaceBetween direction="horizontal" size="xs">
          <Button
            variant="primary"
            data-testid="save-policy"
            onClick={() =>
              propose({
                step: { what: 'set_password_policy', policy },
                title: s.policy,
                confirm: s.savePolicy,
              })
            }
          >
            {s.savePolicy}
          </Button>
          {view.custom_policy ? (
            <Button
              onClick={() =>
                propose({
                  step: { what: 'delete_password_policy' },
                  title: s.restore,
                  confirm: s.restore,
                })
              }
            >
              {s.restore}
            </Button>
          ) : null}
        </SpaceBetween>
      }
    >
      <SpaceBetween size="l">
        <Alert type="info">{view.custom_policy ? s.policyOwn : s.policyDefault}</Alert>
        <ColumnLayout columns={3}>
          {count('minimum_length', s.minimum, s.minimumHelp)}
          {count('max_age_days', s.maxAge, s.maxAgeHelp)}
          {count('reuse_prevention', s.reuse, s.reuseHelp)}
        </ColumnLayout>
        <FormField label={s.strength}>
          {box('require_uppercase', s.uppercase)}
          {box('require_lowercase', s.lowercase)}
          {box('require_numbers', s.numbers)}
          {box('require_symbols', s.symbols)}
        </FormField>
        <FormField label={s.other}>
          {box('allow_users_to_change_password', s.mayChange)}
          {box('hard_expiry', s.hardExpiry)}
        </FormField>
      </SpaceBetween>
    </Container>
  );
}

function Quotas({ quotas }: { quotas: readonly QuotaView[] }) {
  const [edited, setEdited] = useState<QuotaView | null>(null);
  const [value, setValue] = useState('');
  const name = (quota: QuotaView) => s.quotaNames[quota.name] ?? quota.name;
  return (
    <>
      <Table<QuotaView>
        variant="container"
        items={quotas}
        trackBy="name"
        header={
          <Header variant="h2" description={s.quotasText}>
            {s.quotas}
          </Header>
        }
        columnDefinitions={[
          { id: 'name', header: s.quota, isRowHeader: true, cell: name },
          { id: 'value', header: s.value, cell: (quota) => number(quota.value) },
          { id: 'default', header: s.standard, cell: (quota) => number(quota.default) },
          {
            id: 'used',
            header: s.used,
            cell: (quota) => (quota.used === null ? common.none : number(quota.used)),
          },
          {
            id: 'edit',
            header: s.editQuota,
            cell: (quota) => (
              <Button
                variant="inline-link"
                ariaLabel={s.editQuotaTitle(name(quota))}
                onClick={() => {
                  setValue(String(quota.value));
                  setEdited(quota);
                }}
              >
                {s.editQuota}
              </Button>
            ),
          },
        ]}
      />
      <ChangeDialog
        proposal={
          edited === null
            ? null
            : {
                kind: 'account',
                step: {
                  what: 'set_quotas',
                  quotas: { [edited.name]: Number.parseInt(value, 10) || 0 },
                },
              }
        }
        title={edited === null ? '' : s.editQuotaTitle(name(edited))}
        confirm={s.save}
        onClose={() => setEdited(null)}
      >
        <FormField label={edited === null ? '' : name(edited)}>
          <Input
            value={value}
            inputMode="numeric"
            data-testid="quota-value"
            onChange={({ detail }) => setValue(detail.value)}
          />
        </FormField>
      </ChangeDialog>
    </>
  );
}
