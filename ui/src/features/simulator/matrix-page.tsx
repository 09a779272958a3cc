// Many answers at once, live: nothing has to be run. A cell opens its explanation.
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMemo, useState } from 'react';
import { Banner } from '@/features/simulator/banner';
import { ConditionFields } from '@/features/simulator/condition-fields';
import { type ChosenCell, MatrixGrid } from '@/features/simulator/matrix-grid';
import { MatrixWhy } from '@/features/simulator/matrix-why';
import { PasteDialog } from '@/features/simulator/paste-dialog';
import { PrincipalsField, type Somebody } from '@/features/simulator/principals-field';
import { ActionsField, ResourcesField, somebody } from '@/features/simulator/question-form';
import { SandboxBar } from '@/features/simulator/sandbox-bar';
import { SaveMatrix } from '@/features/simulator/save-matrix';
import { useMatrix } from '@/features/simulator/use-matrix';
import { contextOf, type Typed, typedOf } from '@/features/simulator/use-question';
import { useSandbox } from '@/features/simulator/use-sandbox';
import type {
  DenialView,
  MatrixBy,
  MatrixCountsView,
  MatrixFilter,
  MatrixQuestion,
} from '@/ipc/contract';
import { useAccount } from '@/shared/account';
import { Nothing } from '@/shared/entity-table';
import { FailureAlert } from '@/shared/failure-alert';
import { Page } from '@/shared/page';
import { useAskKeeping, useRested } from '@/shared/queries';
import { analyse } from '@/shared/strings/analyse';
import { help } from '@/shared/strings/help';
import { matrix as s } from '@/shared/strings/matrix';
import { number } from '@/shared/strings/plural';
import { TextField } from '@/shared/text-field';

type Standing = 'planned' | 'observed' | 'difference';

export function MatrixPage() {
  const { account } = useAccount();
  const sandbox = useSandbox();
  const [by, setBy] = useState<MatrixBy>('principals');
  const [people, setPeople] = useState<readonly Somebody[]>([]);
  const [actions, setActions] = useState<readonly string[]>([]);
  const [resources, setResources] = useState<readonly string[]>([]);
  const [key, setKey] = useState('');
  const [values, setValues] = useState('');
  const [typed, setTyped] = useState<Typed>({});
  const [standing, setStanding] = useState<Standing>('planned');
  const [filter, setFilter] = useState<MatrixFilter>('all');
  const [chosen, setChosen] = useState<ChosenCell | null>(null);

  const [pasting, setPasting] = useState(false);
  const usePasted = (denial: DenialView) => {
    setBy('principals');
    setPeople(
      denial.principal === ''
        ? []
        : [{ key: denial.principal, label: somebody(denial.principal).name }],
    );
    setActions(denial.action === '' ? [] : [denial.action]);
    setResources(denial.resource === '' ? [] : [denial.resource]);
    setTyped(typedOf(denial));
    setPasting(false);
  };

  const first = people[0]?.key;
  const complete =
    first !== undefined &&
    actions.length > 0 &&
    (by !== 'resources' || resources.length > 0) &&
    (by !== 'values' || (key.includes(':') && values !== ''));
  const keys = useAskKeeping(
    'context_keys',
    complete
      ? { account: account.id, principal: first, actions: [...actions], session: null }
      : null,
  );
  const context = useRested(
    useMemo(() => contextOf(keys.data ?? [], typed), [keys.data, typed]),
    60,
  );
  const sweep = useRested(values, 100);
  const question = useMemo<MatrixQuestion | null>(
    () =>
      complete
        ? {
            account: account.id,
            by,
            principals: people.map((one) => one.key),
            actions: [...actions],
            resources: [...resources],
            key: by === 'values' ? key : '',
            values: by === 'values' ? sweep.split('\n') : [],
            context,
            state: standing === 'observed' ? 'observed' : 'planned',
            against_observed: standing === 'difference',
            what_if: standing === 'observed' ? [] : [...sandbox.changes],
          }
        : null,
    [
      complete,
      account.id,
      by,
      people,
      actions,
      resources,
      key,
      sweep,
      context,
      standing,
      sandbox.changes,
    ],
  );
  const answered = useMatrix(question, filter);
  // The whole is counted once its first window is there: what is seen comes first.
  const counts = useAskKeeping(
    'matrix_counts',
    answered.data === undefined || answered.isPlaceholderData ? null : question,
  );
  const view = question === null ? undefined : answered.data;

  return (
    <Page wide title={s.title} description={s.description} testId="matrix-page" help={help.matrix}>
      <SpaceBetween size="l">
        <Container
          header={
            <Header
              variant="h2"
              actions={
                <SpaceBetween direction="horizontal" size="xs">
                  <Button data-testid="paste-open" onClick={() => setPasting(true)}>
                    {analyse.paste.open}
                  </Button>
                  {account.kind === 'aws' ? (
                    <SegmentedControl
                      label={s.state}
                      selectedId={standing}
                      data-testid="matrix-state"
                      onChange={({ detail }) => setStanding(detail.selectedId as Standing)}
                      options={[
                        { id: 'planned', text: s.states.planned },
                        { id: 'observed', text: s.states.observed },
                        { id: 'difference', text: s.states.difference },
                      ]}
                    />
                  ) : null}
                </SpaceBetween>
              }
            >
              {s.question}
            </Header>
          }
        >
          <SpaceBetween size="m">
            <FormField label={s.by}>
              <SegmentedControl
                label={s.by}
                selectedId={by}
                data-testid="matrix-by"
                onChange={({ detail }) => setBy(detail.selectedId as MatrixBy)}
                options={[
                  { id: 'principals', text: s.bys.principals },
                  { id: 'resources', text: s.bys.resources },
                  { id: 'values', text: s.bys.values },
                ]}
              />
            </FormField>
            <ColumnLayout columns={3}>
              <PrincipalsField people={people} onChange={setPeople} />
              <ActionsField question={{ actions }} change={(part) => setActions(part.actions)} />
              <ResourcesField
                question={{ actions, resources }}
                change={(part) => setResources(part.resources)}
              />
            </ColumnLayout>
            {by === 'values' ? (
              <ColumnLayout columns={2}>
                <TextField
                  label={s.key}
                  value={key}
                  testId="matrix-key"
                  onChange={(text) => setKey(text.trim())}
                />
                <TextField
                  label={s.values}
                  help={s.valuesHint}
                  value={values}
                  rows={3}
                  prose
                  testId="matrix-values"
                  onChange={setValues}
                />
              </ColumnLayout>
            ) : null}
            {complete && (keys.data?.length ?? 0) > 0 ? (
              <ConditionFields
                folded
                keys={keys.data ?? null}
                failure={keys.error}
                complete={complete}
                typed={typed}
                onType={setTyped}
              />
            ) : null}
          </SpaceBetween>
        </Container>
        {pasting ? <PasteDialog onUse={usePasted} onClose={() => setPasting(false)} /> : null}
        {standing === 'observed' ? null : <SandboxBar sandbox={sandbox} />}
        <FailureAlert failure={question === null ? null : answered.error} />
        {question === null || view === undefined ? (
          <Container>
            <Nothing title={s.emptyTitle} text={s.emptyText} />
          </Container>
        ) : (
          <SpaceBetween size="m">
            <Banner unknown={view.unknown} />
            {view.truncated ? <Alert type="warning">{s.truncated}</Alert> : null}
            <div className={chosen === null ? 'matrix-columns' : 'matrix-columns with-why'}>
              <Container
                header={
                  <Header
                    variant="h2"
                    counter={s.counter(view.total, view.columns.length)}
                    description={s.keys}
                    actions={
                      <SpaceBetween direction="horizontal" size="xs">
                        <SegmentedControl
                          label={s.filter}
                          selectedId={filter}
                          data-testid="matrix-filter"
                          onChange={({ detail }) => setFilter(detail.selectedId as MatrixFilter)}
                          options={filters
                            .filter((id) => id !== 'changed' || view.compared || filter === id)
                            .map((id) => ({ id, text: s.filters[id] }))}
                        />
                        <SaveMatrix question={question} filter={filter} />
                      </SpaceBetween>
                    }
                  >
                    {s.matrix}
                  </Header>
                }
              >
                <SpaceBetween size="s">
                  <Counts counts={counts.data} compared={view.compared} />
                  {view.matching === 0 ? (
                    <Box color="text-body-secondary">{s.none}</Box>
                  ) : (
                    <MatrixGrid
                      question={question}
                      filter={filter}
                      view={view}
                      waiting={answered.isPlaceholderData}
                      chosen={
                        chosen === null
                          ? null
                          : {
                              action: chosen.row.action,
                              resource: chosen.row.resource,
                              column: chosen.column.key,
                            }
                      }
                      onChoose={setChosen}
                    />
                  )}
                </SpaceBetween>
              </Container>
              {chosen === null ? null : (
                <MatrixWhy
                  question={question}
                  chosen={chosen}
                  sandbox={sandbox}
                  actions={
                    <Button
                      iconName="close"
                      variant="icon"
                      ariaLabel={s.close}
                      onClick={() => setChosen(null)}
                    />
                  }
                />
              )}
            </div>
          </SpaceBetween>
        )}
      </SpaceBetween>
    </Page>
  );
}

const filters: readonly MatrixFilter[] = [
  'all',
  'allowed',
  'denied',
  'depends',
  'differing',
  'changed',
];

const verdicts = ['allowed', 'some', 'depends', 'implicitly_denied', 'explicitly_denied'] as const;

function Counts({ counts, compared }: { counts: MatrixCountsView | undefined; compared: boolean }) {
  if (counts === undefined) {
    return <Box color="text-body-secondary">{s.counting}</Box>;
  }
  return (
    <div data-testid="matrix-counts">
      <SpaceBetween direction="horizontal" size="m">
        {verdicts.map((verdict) => (
          <span key={verdict} data-testid={`count-${verdict}`}>
            <span aria-hidden="true">{s.symbols[verdict]} </span>
            {s.longVerdicts[verdict]} <strong>{number(counts[verdict])}</strong>
          </span>
        ))}
        {compared ? (
          <strong data-testid="count-changes">
            {[s.gained(counts.gained), s.lost(counts.lost), s.moved(counts.moved)].join(' ')}
          </strong>
        ) : null}
      </SpaceBetween>
    </div>
  );
}
