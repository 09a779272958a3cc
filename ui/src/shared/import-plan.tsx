// What an import would do, before it is done.
import Alert from '@cloudscape-design/components/alert';
import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Pagination from '@cloudscape-design/components/pagination';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import type { ImportPlanView, ImportRowView } from '@/ipc/contract';
import { paginationLabels } from '@/shared/labels';
import { common } from '@/shared/strings/common';
import { importPlan as s } from '@/shared/strings/import-plan';
import { number } from '@/shared/strings/plural';

const rowsOnPage = 20;
const colours = { new: 'green', changed: 'blue', gone: 'red' } as const;

export function ImportPlan({ plan }: { plan: ImportPlanView }) {
  const { counts } = plan;
  return (
    <div data-testid="import-plan">
      <SpaceBetween size="l">
        <Container
          header={
            <Header variant="h2" description={s.planText(plan.account_id)}>
              {s.planTitle(plan.file_name)}
            </Header>
          }
        >
          <SpaceBetween size="m">
            <KeyValuePairs
              columns={4}
              items={[
                { label: s.new, value: <Big text={number(counts.new)} /> },
                { label: s.changed, value: <Big text={number(counts.changed)} /> },
                { label: s.gone, value: <Big text={number(counts.gone)} /> },
                { label: s.unchanged, value: <Big text={number(counts.unchanged)} /> },
              ]}
            />
            <Box color="text-body-secondary">
              {s.inFile}: {s.contents(counts.users, counts.groups, counts.roles, counts.policies)}
            </Box>
            {plan.other_accounts.length === 0 ? null : (
              <Alert type="info">{s.others(plan.other_accounts)}</Alert>
            )}
          </SpaceBetween>
        </Container>
        {plan.unreadable.length === 0 ? null : <Unreadable plan={plan} />}
        <PlanRows rows={plan.rows} />
      </SpaceBetween>
    </div>
  );
}

function Big({ text }: { text: string }) {
  return (
    <Box variant="span" fontSize="heading-l" fontWeight="bold">
      {text}
    </Box>
  );
}

function Unreadable({ plan }: { plan: ImportPlanView }) {
  return (
    <Alert type="warning" header={s.unreadable(plan.unreadable.length)}>
      <Box variant="p">{s.unreadableText}</Box>
      <ExpandableSection headerText={s.show} variant="footer">
        <ul data-testid="import-unreadable">
          {plan.unreadable.map((row) => (
            <li key={`${row.at} ${row.reason}`}>
              <span className="mono">{row.at}</span>: {row.reason}
            </li>
          ))}
        </ul>
      </ExpandableSection>
    </Alert>
  );
}

function PlanRows({ rows }: { rows: readonly ImportRowView[] }) {
  const [shown, setShown] = useState('all');
  const [page, setPage] = useState(1);
  const chosen = shown === 'all' ? rows : rows.filter((row) => row.action === shown);
  const pages = Math.max(1, Math.ceil(chosen.length / rowsOnPage));
  return (
    <Table<ImportRowView>
      variant="container"
      items={chosen.slice((page - 1) * rowsOnPage, page * rowsOnPage)}
      trackBy={(row) => `${row.entity} ${row.name}`}
      header={
        <Header variant="h2" counter={`(${number(chosen.length)})`}>
          {s.rows}
        </Header>
      }
      filter={
        <SegmentedControl
          label={s.show}
          selectedId={shown}
          onChange={({ detail }) => {
            setShown(detail.selectedId);
            setPage(1);
          }}
          options={[
            { id: 'all', text: s.all },
            { id: 'new', text: s.new },
            { id: 'changed', text: s.changed },
            { id: 'gone', text: s.gone },
          ]}
        />
      }
      pagination={
        <Pagination
          currentPageIndex={page}
          pagesCount={pages}
          ariaLabels={paginationLabels}
          onChange={({ detail }) => setPage(detail.currentPageIndex)}
        />
      }
      empty={
        <Box textAlign="center" padding="m">
          <Box variant="strong">{s.nothing}</Box>
          <Box color="text-body-secondary">{s.nothingText}</Box>
        </Box>
      }
      columnDefinitions={[
        {
          id: 'action',
          header: common.standing,
          width: 120,
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
        { id: 'name', header: common.name, isRowHeader: true, cell: (row) => row.name },
        {
          id: 'details',
          header: s.difference,
          cell: (row) =>
            row.details.length === 0
              ? common.none
              : row.details.map((text) => <div key={text}>{text}</div>),
        },
      ]}
    />
  );
}
