// What is planned in an AWS account and not there yet.
import Alert from '@cloudscape-design/components/alert';
import Badge from '@cloudscape-design/components/badge';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import { useState } from 'react';
import type { PendingView } from '@/ipc/contract';
import { useAccount } from '@/shared/account';
import { EntityLink } from '@/shared/entity-link';
import { Nothing } from '@/shared/entity-table';
import { FailureAlert } from '@/shared/failure-alert';
import { Page } from '@/shared/page';
import { useAsk } from '@/shared/queries';
import { routes, useGo } from '@/shared/routes';
import { common } from '@/shared/strings/common';
import { help } from '@/shared/strings/help';
import { pending as s } from '@/shared/strings/pending';
import { when } from '@/shared/when';

const colours = { create: 'green', update: 'blue', delete: 'red' } as const;

export function PendingPage() {
  const { account } = useAccount();
  const query = useAsk('pending', { account: account.id });
  const [filter, setFilter] = useState('');
  const go = useGo();
  const rows = query.data ?? [];
  const wanted = filter.toLowerCase();
  const shown = rows.filter((row) =>
    [row.name, ...row.details].some((text) => text.toLowerCase().includes(wanted)),
  );
  return (
    <Page
      title={s.title}
      description={account.observed_as_of === '' ? s.never : s.asOf(when(account.observed_as_of))}
      testId="pending-page"
      help={help.pending}
      actions={<Button onClick={() => go(routes.import)}>{s.import}</Button>}
    >
      <SpaceBetween size="l">
        {account.kind === 'local' ? (
          <Alert type="info" header={s.localTitle}>
            {s.localText}
          </Alert>
        ) : (
          <Alert type="info">{s.credentialsNote}</Alert>
        )}
        <Table<PendingView>
          variant="container"
          wrapLines
          items={shown}
          loading={query.isPending}
          loadingText={common.loading}
          trackBy={(row) => `${row.entity} ${row.id}`}
          ariaLabels={{ tableLabel: s.table }}
          header={
            <Header variant="h2" counter={`(${rows.length})`}>
              {s.table}
            </Header>
          }
          filter={
            <TextFilter
              filteringText={filter}
              filteringPlaceholder={s.find}
              filteringAriaLabel={s.find}
              countText={filter === '' ? '' : common.matches(shown.length)}
              onChange={({ detail }) => setFilter(detail.filteringText)}
            />
          }
          empty={
            query.error !== null ? (
              <FailureAlert failure={query.error} onRetry={() => void query.refetch()} />
            ) : rows.length > 0 ? (
              <Nothing
                title={common.noMatches}
                text={common.noMatchesText}
                action={<Button onClick={() => setFilter('')}>{common.clearFilter}</Button>}
              />
            ) : (
              <Nothing title={s.emptyTitle} text={s.emptyText} />
            )
          }
          columnDefinitions={[
            {
              id: 'action',
              header: s.action,
              width: 110,
              cell: (row) => (
                <Badge color={colours[row.action as keyof typeof colours] ?? 'grey'}>
                  {s.actions[row.action] ?? row.action}
                </Badge>
              ),
            },
            {
              id: 'entity',
              header: common.type,
              width: 130,
              cell: (row) => s.entities[row.entity] ?? row.entity,
            },
            {
              id: 'name',
              header: common.name,
              isRowHeader: true,
              width: 240,
              cell: (row) => <Name row={row} />,
            },
            {
              id: 'details',
              header: s.what,
              cell: (row) =>
                row.details.length === 0
                  ? common.none
                  : row.details.map((text) => <div key={text}>{text}</div>),
            },
          ]}
        />
      </SpaceBetween>
    </Page>
  );
}

function Name({ row }: { row: PendingView }) {
  // What will be deleted has no page any more.
  if (row.action === 'delete') {
    return row.name;
  }
  switch (row.entity) {
    case 'user':
      return <EntityLink to={routes.user(row.id)}>{row.name}</EntityLink>;
    case 'group':
      return <EntityLink to={routes.group(row.id)}>{row.name}</EntityLink>;
    case 'role':
      return <EntityLink to={routes.role(row.id)}>{row.name}</EntityLink>;
    case 'policy':
      return (
        <EntityLink to={routes.policy({ kind: 'customer', id: row.id })}>{row.name}</EntityLink>
      );
    default:
      return row.name;
  }
}
