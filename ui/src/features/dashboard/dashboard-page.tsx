// The first page: what there is, what waits, what happened.
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { FindingCounts } from '@/features/dashboard/finding-counts';
import { SecurityChecks } from '@/features/dashboard/security-checks';
import type { DashboardView, JournalEntryView } from '@/ipc/contract';
import { useAccount } from '@/shared/account';
import { Asked } from '@/shared/asked';
import { Copyable } from '@/shared/copyable';
import { EntityLink } from '@/shared/entity-link';
import { Nothing } from '@/shared/entity-table';
import { HandOffReminders } from '@/shared/hand-off-reminders';
import { Page } from '@/shared/page';
import { useAsk } from '@/shared/queries';
import { href, routes, useGo } from '@/shared/routes';
import { activity } from '@/shared/strings/activity';
import { common } from '@/shared/strings/common';
import { dashboard as s } from '@/shared/strings/dashboard';
import { help } from '@/shared/strings/help';
import { number } from '@/shared/strings/plural';
import { shell } from '@/shared/strings/shell';
import { when } from '@/shared/when';

export function DashboardPage() {
  const { account } = useAccount();
  const query = useAsk('dashboard', { account: account.id });
  const go = useGo();
  return (
    <Page
      title={s.title}
      testId="dashboard-page"
      help={help.dashboard}
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          <Button onClick={() => go(routes.import)}>{s.import}</Button>
          <Button
            variant="primary"
            data-testid="dashboard-create-user"
            onClick={() => go(routes.createUser)}
          >
            {s.createUser}
          </Button>
        </SpaceBetween>
      }
    >
      <Asked query={query}>{(view) => <Dashboard view={view} />}</Asked>
    </Page>
  );
}

function Dashboard({ view }: { view: DashboardView }) {
  const unknown = new Set(view.credentials_known ? [] : ['console-users', 'active-keys']);
  const empty = view.users + view.groups + view.roles + view.policies === 0;
  const counts = [
    { id: 'users', label: s.users, value: view.users, to: routes.users },
    { id: 'groups', label: s.groups, value: view.groups, to: routes.groups },
    { id: 'roles', label: s.roles, value: view.roles, to: routes.roles },
    {
      id: 'policies',
      label: s.policies,
      value: view.policies,
      to: `${routes.policies}?scope=customer_managed`,
    },
    { id: 'console-users', label: s.consoleUsers, value: view.console_users, to: routes.users },
    { id: 'active-keys', label: s.activeKeys, value: view.active_keys, to: routes.users },
  ];
  return (
    <SpaceBetween size="l">
      {empty ? (
        <Alert type="info" header={s.emptyTitle}>
          {s.emptyText}
        </Alert>
      ) : null}
      <HandOffReminders />
      <Container
        header={
          <Header
            variant="h2"
            description={view.account.kind === 'aws' ? s.resourcesText : s.resourcesLocal}
          >
            {s.resources}
          </Header>
        }
      >
        <ColumnLayout columns={3} variant="text-grid">
          {counts.map((one) => (
            <div key={one.id}>
              <Box variant="awsui-key-label">{one.label}</Box>
              <div data-testid={`count-${one.id}`}>
                {one.value === 0 && unknown.has(one.id) ? (
                  <Box color="text-body-secondary">{common.notKnown}</Box>
                ) : (
                  <Link variant="awsui-value-large" href={href(one.to)}>
                    {number(one.value)}
                  </Link>
                )}
              </div>
            </div>
          ))}
        </ColumnLayout>
      </Container>
      <SecurityChecks />
      <FindingCounts />
      <Container header={<Header variant="h2">{s.account}</Header>}>
        <AccountFacts view={view} />
      </Container>
      <Recent entries={view.recent} />
    </SpaceBetween>
  );
}

function AccountFacts({ view }: { view: DashboardView }) {
  const { account } = view;
  return (
    <KeyValuePairs
      columns={3}
      items={[
        { label: s.accountId, value: account.account_id },
        { label: s.alias, value: account.alias || common.none },
        { label: s.kind, value: shell.accountKinds[account.kind] },
        { label: s.partition, value: account.partition },
        {
          label: s.signIn,
          value: <Copyable text={account.sign_in_url} what={s.signIn} />,
        },
        ...(account.kind === 'aws'
          ? [
              { label: s.observed, value: when(account.observed_as_of) || s.never },
              {
                label: s.pending,
                value:
                  account.pending === 0 ? (
                    common.none
                  ) : (
                    <EntityLink to={routes.pending}>{s.pendingText(account.pending)}</EntityLink>
                  ),
              },
            ]
          : []),
      ]}
    />
  );
}

function Recent({ entries }: { entries: readonly JournalEntryView[] }) {
  return (
    <Table<JournalEntryView>
      variant="container"
      wrapLines
      items={entries}
      trackBy={(entry) => String(entry.sequence)}
      ariaLabels={{ tableLabel: s.recent }}
      header={
        <Header variant="h2" actions={<EntityLink to={routes.activity}>{s.viewAll}</EntityLink>}>
          {s.recent}
        </Header>
      }
      empty={<Nothing title={s.recentEmpty} text={s.recentEmptyText} />}
      columnDefinitions={[
        { id: 'when', header: activity.when, width: 240, cell: (entry) => when(entry.at) },
        {
          id: 'what',
          header: activity.what,
          isRowHeader: true,
          cell: (entry) => entry.sentence,
        },
        { id: 'who', header: activity.who, width: 200, cell: (entry) => entry.who },
      ]}
    />
  );
}
