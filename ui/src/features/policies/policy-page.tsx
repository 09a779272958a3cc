import Alert from '@cloudscape-design/components/alert';
import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import Tabs from '@cloudscape-design/components/tabs';
import { useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { AttachmentView, PolicyVersionView, PolicyView } from '@/ipc/contract';
import { useAccount } from '@/shared/account';
import { Asked } from '@/shared/asked';
import { Copyable } from '@/shared/copyable';
import { EntityLink } from '@/shared/entity-link';
import { Nothing } from '@/shared/entity-table';
import { JsonView } from '@/shared/json-view';
import { Page } from '@/shared/page';
import { useAsk } from '@/shared/queries';
import { href, routes } from '@/shared/routes';
import { Standing } from '@/shared/standing';
import { common } from '@/shared/strings/common';
import { help } from '@/shared/strings/help';
import { policies as s } from '@/shared/strings/policies';
import { user } from '@/shared/strings/users';
import { when } from '@/shared/when';
import { sentence, Words } from '@/shared/words';

export function PolicyPage() {
  const { policy } = useSearch({ from: '/policies/view' });
  const { account } = useAccount();
  const query = useAsk('policy', { account: account.id, policy });
  return (
    <Page
      title={query.data?.name ?? s.title}
      description={query.data?.description}
      testId="policy-page"
      help={help.policies}
      crumbs={[{ text: s.title, href: href(routes.policies) }]}
    >
      <Asked query={query}>{(view) => <Policy policy={view} />}</Asked>
    </Page>
  );
}

function Policy({ policy }: { policy: PolicyView }) {
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">{user.summary}</Header>}>
        <KeyValuePairs
          columns={3}
          items={[
            { label: common.arn, value: <Copyable text={policy.arn} what={common.arn} /> },
            { label: common.type, value: common.policyKinds[policy.kind] },
            { label: common.standing, value: <Standing standing={policy.standing} /> },
          ]}
        />
      </Container>
      <Tabs
        tabs={[
          { id: 'document', label: s.permissions, content: <Document policy={policy} /> },
          {
            id: 'entities',
            label: `${s.entities} (${policy.attached_to.length})`,
            content: <Attached attachments={policy.attached_to} />,
          },
          {
            id: 'versions',
            label: s.versions,
            content: <Versions versions={policy.versions} />,
          },
        ]}
      />
    </SpaceBetween>
  );
}

function Document({ policy }: { policy: PolicyView }) {
  const named = policy.versions.filter((version) => version.id !== '');
  const first = named.find((version) => version.default)?.id ?? '';
  const [chosen, setChosen] = useState(first);
  const version = named.find((one) => one.id === chosen);
  const isDefault = version === undefined || version.default;
  const text = isDefault ? policy.document : version.document;
  const lit = useMemo(
    () =>
      isDefault
        ? policy.problems.map(({ from, to }) => ({ from, to, tone: 'problem' as const }))
        : [],
    [isDefault, policy.problems],
  );
  const versionText = (one: PolicyVersionView) =>
    one.default ? `${one.id} · ${s.default}` : one.id;
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            named.length < 2 ? null : (
              <Select
                ariaLabel={s.version}
                selectedOption={{
                  value: chosen,
                  label: version === undefined ? chosen : versionText(version),
                }}
                options={named.map((one) => ({ value: one.id, label: versionText(one) }))}
                onChange={({ detail }) => setChosen(detail.selectedOption.value ?? first)}
              />
            )
          }
        >
          {s.document}
        </Header>
      }
    >
      <SpaceBetween size="m">
        {isDefault && policy.problems.length > 0 ? (
          <Alert type="warning" header={s.problems(policy.problems.length)}>
            <ul className="plain-list">
              {policy.problems.map((problem) => (
                <li key={`${problem.from} ${problem.code}`}>
                  <Words text={sentence(problem.message)} />
                  <Words text={problem.help === '' ? '' : ` – ${problem.help}`} /> ({problem.at})
                </li>
              ))}
            </ul>
          </Alert>
        ) : null}
        {text === '' ? (
          <Box color="text-body-secondary">{s.noDocument}</Box>
        ) : (
          <JsonView text={text} label={s.document} lit={lit} />
        )}
      </SpaceBetween>
    </Container>
  );
}

function Attached({ attachments }: { attachments: readonly AttachmentView[] }) {
  return (
    <Table<AttachmentView>
      variant="container"
      items={attachments}
      trackBy={(row) => `${row.id} ${row.boundary}`}
      header={
        <Header variant="h2" counter={`(${attachments.length})`}>
          {s.entities}
        </Header>
      }
      empty={<Nothing title={s.entitiesEmpty} text={s.entitiesEmptyText} />}
      columnDefinitions={[
        {
          id: 'name',
          header: common.name,
          isRowHeader: true,
          cell: (row) => <EntityLink to={pageOf(row)}>{row.name}</EntityLink>,
        },
        { id: 'entity', header: common.type, cell: (row) => s.entity[row.entity] ?? row.entity },
        {
          id: 'as',
          header: s.usedAs,
          cell: (row) => (row.boundary ? s.asBoundary : s.asPolicy),
        },
      ]}
    />
  );
}

function pageOf(row: AttachmentView): string {
  switch (row.entity) {
    case 'group':
      return routes.group(row.id);
    case 'role':
      return routes.role(row.id);
    default:
      return routes.user(row.id);
  }
}

function Versions({ versions }: { versions: readonly PolicyVersionView[] }) {
  const named = versions.filter((version) => version.id !== '');
  return (
    <Table<PolicyVersionView>
      variant="container"
      items={named}
      trackBy="id"
      header={
        <Header variant="h2" counter={`(${named.length})`} description={s.versionsText}>
          {s.versions}
        </Header>
      }
      empty={<Nothing title={common.none} text={s.noDocument} />}
      columnDefinitions={[
        {
          id: 'id',
          header: s.version,
          isRowHeader: true,
          cell: (version) => (
            <SpaceBetween direction="horizontal" size="xs">
              <span>{version.id}</span>
              {version.default ? <Badge color="blue">{s.default}</Badge> : null}
            </SpaceBetween>
          ),
        },
        {
          id: 'created',
          header: common.created,
          cell: (version) => when(version.created) || common.notKnown,
        },
      ]}
    />
  );
}
