// What an import would do, before it is done.
import Alert from '@cloudscape-design/components/alert';
import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import Checkbox from '@cloudscape-design/components/checkbox';
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
import type { ImportChoices } from '@/shared/use-import';

const rowsOnPage = 20;
const colours = {
  new: 'green',
  changed: 'blue',
  gone: 'red',
  conflict: 'severity-high',
  refused: 'severity-medium',
} as const;

/** Kinds of file in which AWS says what is: there, a conflict can be decided. */
const facts = ['authorization-details', 'bundle'];
/** Kinds in which somebody says what shall be: there, each entity can be left out. */
const wishes = ['policy', 'policies', 'cloudformation', 'terraform-plan'];

export function ImportPlan({
  plan,
  choices,
  onDecide,
}: {
  plan: ImportPlanView;
  choices: ImportChoices;
  onDecide: (choices: ImportChoices) => void;
}) {
  const { counts } = plan;
  return (
    <div data-testid="import-plan">
      <SpaceBetween size="l">
        <Container
          header={
            <Header
              variant="h2"
              description={s.planText(s.kinds[plan.kind] ?? plan.kind, plan.account_id)}
            >
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
            {counts.conflicts === 0 ? null : (
              <Alert type="warning">{s.conflicts(counts.conflicts)}</Alert>
            )}
            {counts.refused === 0 ? null : (
              <Alert type="warning">{s.refused(counts.refused)}</Alert>
            )}
            {plan.other_accounts.length === 0 ? null : (
              <Alert type="info">{s.others(plan.other_accounts)}</Alert>
            )}
          </SpaceBetween>
        </Container>
        {plan.unreadable.length === 0 ? null : <Unreadable plan={plan} />}
        <PlanRows plan={plan} choices={choices} onDecide={onDecide} />
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

function PlanRows({
  plan,
  choices,
  onDecide,
}: {
  plan: ImportPlanView;
  choices: ImportChoices;
  onDecide: (choices: ImportChoices) => void;
}) {
  const { rows } = plan;
  const [shown, setShown] = useState('all');
  const [page, setPage] = useState(1);
  const chosen = shown === 'all' ? rows : rows.filter((row) => row.action === shown);
  const pages = Math.max(1, Math.ceil(chosen.length / rowsOnPage));
  return (
    <Table<ImportRowView>
      variant="container"
      items={chosen.slice((page - 1) * rowsOnPage, page * rowsOnPage)}
      trackBy={(row) => `${row.id} ${row.action}`}
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
            { id: 'conflict', text: s.actions.conflict ?? 'conflict' },
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
        ...(facts.includes(plan.kind) || wishes.includes(plan.kind)
          ? [
              {
                id: 'choice',
                header: s.choice,
                width: 190,
                cell: (row: ImportRowView) => (
                  <Choice row={row} kind={plan.kind} choices={choices} onDecide={onDecide} />
                ),
              },
            ]
          : []),
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

/** What a person can decide about a row. */
function Choice({
  row,
  kind,
  choices,
  onDecide,
}: {
  row: ImportRowView;
  kind: string;
  choices: ImportChoices;
  onDecide: (choices: ImportChoices) => void;
}) {
  if (wishes.includes(kind) && row.action !== 'refused') {
    return (
      <Checkbox
        checked={!choices.leaveOut.includes(row.id)}
        ariaLabel={s.takeLabel(row.name)}
        onChange={({ detail }) =>
          onDecide({ ...choices, leaveOut: toggled(choices.leaveOut, row.id, !detail.checked) })
        }
      >
        {s.take}
      </Checkbox>
    );
  }
  if (facts.includes(kind) && row.action === 'conflict') {
    return (
      <Checkbox
        checked={choices.takeTheirs.includes(row.id)}
        ariaLabel={s.takeTheirsLabel(row.name)}
        onChange={({ detail }) =>
          onDecide({ ...choices, takeTheirs: toggled(choices.takeTheirs, row.id, detail.checked) })
        }
      >
        {s.takeTheirs}
      </Checkbox>
    );
  }
  return null;
}

function toggled(ids: readonly string[], id: string, isIn: boolean): readonly string[] {
  const others = ids.filter((other) => other !== id);
  return isIn ? [...others, id] : others;
}
