// What shall stay as it is, and whether it is: red and green, with what was expected and found.
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import { useState } from 'react';
import type {
  ExpectationsView,
  ExpectationView,
  NewExpectation,
  Proposal,
  ReadExpectationsView,
  StateView,
} from '@/ipc/contract';
import { useAccount } from '@/shared/account';
import { Asked } from '@/shared/asked';
import { ChangeDialog } from '@/shared/change-dialog';
import { Nothing } from '@/shared/entity-table';
import { ExpectationDialog } from '@/shared/expectation-dialog';
import { FailureAlert } from '@/shared/failure-alert';
import { useFlash } from '@/shared/flash';
import { Page } from '@/shared/page';
import { useAction, useAskKeeping } from '@/shared/queries';
import { StateChoice } from '@/shared/state-choice';
import { common } from '@/shared/strings/common';
import { expectations as s } from '@/shared/strings/expectations';
import { help } from '@/shared/strings/help';
import { simulator } from '@/shared/strings/simulator';
import { sentence, Words } from '@/shared/words';
import './expectations.css';

const fresh: NewExpectation = {
  id: '',
  name: '',
  principal: '',
  action: '',
  resource: '',
  context: [],
  expected: 'denied',
  note: '',
};

interface Proposed {
  proposal: Proposal;
  title: string;
  confirm: string;
  text: string;
}

export function ExpectationsPage() {
  const { account } = useAccount();
  const flash = useFlash();
  const [state, setState] = useState<StateView>('planned');
  const [editing, setEditing] = useState<NewExpectation | null>(null);
  const [proposed, setProposed] = useState<Proposed | null>(null);
  const asked = useAskKeeping('expectations', { account: account.id, state });
  const read = useAction('read_expectations');
  const save = useAction('save_expectations');
  const takeIn = async () => {
    const file = await read.run({});
    if (file !== null) {
      setProposed(toTakeIn(file));
    }
  };
  const takeOut = async () => {
    const file = await save.run({ account: account.id });
    if (file !== null) {
      flash.say('success', s.saved(file.file_name), file.notes.map(sentence).join(' '));
    }
  };
  return (
    <Page
      wide
      title={s.title}
      description={s.description}
      testId="expectations-page"
      help={help.expectations}
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          <StateChoice state={state} onChange={setState} testId="expectations-state" />
          <Button data-testid="expectations-in" loading={read.busy} onClick={() => void takeIn()}>
            {s.takeIn}
          </Button>
          <Button
            data-testid="expectations-out"
            loading={save.busy}
            disabled={(asked.data?.results.length ?? 0) === 0}
            onClick={() => void takeOut()}
          >
            {s.takeOut}
          </Button>
          <Button
            variant="primary"
            data-testid="expectations-add"
            onClick={() => setEditing(fresh)}
          >
            {s.add}
          </Button>
        </SpaceBetween>
      }
    >
      <SpaceBetween size="l">
        <FailureAlert failure={read.failure ?? save.failure} />
        <Asked query={asked}>
          {(view) => (
            <Results
              view={view}
              onEdit={(one) => setEditing(toEdit(one))}
              onDelete={(ids) =>
                setProposed({
                  proposal: { kind: 'delete_expectations', expectations: ids },
                  title: s.deleteTitle(ids.length),
                  confirm: s.delete,
                  text: s.deleteText,
                })
              }
            />
          )}
        </Asked>
      </SpaceBetween>
      {editing === null ? null : (
        <ExpectationDialog start={editing} fixed={false} onClose={() => setEditing(null)} />
      )}
      <ChangeDialog
        proposal={proposed?.proposal ?? null}
        title={proposed?.title ?? ''}
        confirm={proposed?.confirm ?? ''}
        text={proposed?.text ?? ''}
        onClose={() => setProposed(null)}
      />
    </Page>
  );
}

function toTakeIn(file: ReadExpectationsView): Proposed {
  return {
    proposal: { kind: 'save_expectations', expectations: file.expectations },
    title: s.takeInTitle(file.file_name),
    confirm: s.save,
    text: s.takeInText,
  };
}

function toEdit({ found, holds, sentence: why, ...one }: ExpectationView): NewExpectation {
  return one;
}

interface ResultsProps {
  view: ExpectationsView;
  onEdit: (one: ExpectationView) => void;
  onDelete: (ids: string[]) => void;
}

function Results({ view, onEdit, onDelete }: ResultsProps) {
  const [text, setText] = useState('');
  const [selected, setSelected] = useState<readonly ExpectationView[]>([]);
  const needle = text.trim().toLowerCase();
  const shown = view.results.filter((one) =>
    `${one.name} ${one.principal} ${one.action} ${one.resource}`.toLowerCase().includes(needle),
  );
  const chosen = selected.filter((one) => view.results.some(({ id }) => id === one.id));
  const [only] = chosen;
  return (
    <div data-testid="expectations-table" data-failed={view.failed}>
      <Table<ExpectationView>
        variant="container"
        wrapLines
        enableKeyboardNavigation
        items={shown}
        trackBy="id"
        selectionType="multi"
        selectedItems={[...chosen]}
        onSelectionChange={({ detail }) => setSelected(detail.selectedItems)}
        ariaLabels={{
          tableLabel: s.table,
          selectionGroupLabel: common.tableLabels.selectionGroup,
          allItemsSelectionLabel: () => common.tableLabels.selectionGroup,
          itemSelectionLabel: (_, one) => s.select(one.name),
        }}
        filter={
          <TextFilter
            filteringText={text}
            filteringPlaceholder={s.find}
            filteringAriaLabel={s.find}
            onChange={({ detail }) => setText(detail.filteringText)}
          />
        }
        header={
          <Header
            variant="h2"
            counter={s.counter(view.held, view.results.length)}
            description={
              view.results.length === 0 ? '' : view.failed === 0 ? s.allHold : s.failed(view.failed)
            }
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                <Button
                  data-testid="expectations-edit"
                  disabled={chosen.length !== 1}
                  onClick={() => (only === undefined ? undefined : onEdit(only))}
                >
                  {s.edit}
                </Button>
                <Button
                  data-testid="expectations-delete"
                  disabled={chosen.length === 0}
                  onClick={() => onDelete(chosen.map(({ id }) => id))}
                >
                  {s.delete}
                </Button>
              </SpaceBetween>
            }
          >
            {s.table}
          </Header>
        }
        empty={
          view.results.length === 0 ? (
            <Nothing title={s.emptyTitle} text={s.emptyText} />
          ) : (
            <Nothing title={common.noMatches} text={common.noMatchesText} />
          )
        }
        columnDefinitions={[
          {
            id: 'state',
            header: s.columns.state,
            minWidth: 150,
            width: 150,
            cell: (one) => (
              <span data-testid={`expectation-state-${one.name}`} data-holds={one.holds}>
                <StatusIndicator
                  type={one.holds ? 'success' : one.found === null ? 'warning' : 'error'}
                >
                  {one.holds ? s.holds : one.found === null ? s.notAsked : s.broken}
                </StatusIndicator>
              </span>
            ),
          },
          {
            id: 'name',
            header: s.columns.name,
            isRowHeader: true,
            minWidth: 150,
            width: 190,
            cell: (one) => (
              <>
                {one.name}
                {one.note === '' ? null : (
                  <Box variant="small" display="block" color="text-body-secondary">
                    {one.note}
                  </Box>
                )}
              </>
            ),
          },
          {
            id: 'question',
            header: s.columns.question,
            minWidth: 220,
            width: 270,
            cell: (one) => (
              <div className="expectation-question">
                <SpaceBetween size="xxs">
                  <span className="mono">{one.principal}</span>
                  <span className="mono">{one.action}</span>
                  <span className="mono">{one.resource === '' ? s.anyResource : one.resource}</span>
                  {one.context.map(({ key, values }) => (
                    <span key={key} className="mono">{`${key} = ${values.join(', ')}`}</span>
                  ))}
                </SpaceBetween>
              </div>
            ),
          },
          {
            id: 'expected',
            header: s.columns.expected,
            minWidth: 110,
            width: 120,
            cell: (one) => s.expecteds[one.expected],
          },
          {
            id: 'found',
            header: s.columns.found,
            minWidth: 110,
            width: 120,
            cell: (one) => (one.found === null ? common.none : simulator.decisions[one.found]),
          },
          {
            id: 'why',
            header: s.columns.why,
            minWidth: 180,
            cell: (one) => <Words text={sentence(one.sentence)} />,
          },
        ]}
      />
    </div>
  );
}
