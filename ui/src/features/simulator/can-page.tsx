// What one principal can do: every action of the catalogue, each on all resources, some or none.
import Box from '@cloudscape-design/components/box';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Banner } from '@/features/simulator/banner';
import { PrincipalField } from '@/features/simulator/question-form';
import { usePrincipalOf } from '@/features/simulator/use-question';
import type {
  ActionCanView,
  CanFilter,
  PrincipalCanView,
  PrincipalView,
  ResourceCanView,
  StateView,
} from '@/ipc/contract';
import { useAccount } from '@/shared/account';
import { EntityLink } from '@/shared/entity-link';
import { Nothing } from '@/shared/entity-table';
import { FailureAlert } from '@/shared/failure-alert';
import { paginationLabels } from '@/shared/labels';
import { Page } from '@/shared/page';
import { useAskKeeping, useRested } from '@/shared/queries';
import { routes } from '@/shared/routes';
import { analyse } from '@/shared/strings/analyse';
import { help } from '@/shared/strings/help';

const s = analyse.can;

const rowsOnPage = 50;

/** What is shown of the answer. */
interface Shown {
  text: string;
  level: string;
  filter: CanFilter;
  page: number;
}

const everything: Shown = { text: '', level: '', filter: 'can', page: 1 };

export function CanPage() {
  const { account } = useAccount();
  const { principal: asked } = useSearch({ from: '/can' });
  const named = usePrincipalOf(asked);
  const [chosen, setChosen] = useState<PrincipalView | null>(null);
  const [state, setState] = useState<StateView>('planned');
  const [shown, setShown] = useState(everything);
  const principal = chosen ?? named;
  const text = useRested(shown.text.trim(), 120);
  const answered = useAskKeeping(
    'principal_can',
    principal === null
      ? null
      : {
          account: account.id,
          principal: principal.id,
          state,
          text,
          level: shown.level,
          filter: shown.filter,
          offset: (shown.page - 1) * rowsOnPage,
          limit: rowsOnPage,
        },
  );
  const view = principal === null ? undefined : answered.data;
  return (
    <Page title={s.title} description={s.description} testId="can-page" help={help.can}>
      <SpaceBetween size="l">
        <Container header={<Header variant="h2">{s.question}</Header>}>
          <ColumnLayout columns={2}>
            <PrincipalField
              question={{ principal }}
              testId="can-principal"
              change={(part) => {
                setChosen(part.principal);
                setShown(everything);
              }}
            />
            {account.kind === 'aws' ? (
              <FormField label={s.state}>
                <SegmentedControl
                  label={s.state}
                  selectedId={state}
                  data-testid="can-state"
                  onChange={({ detail }) => setState(detail.selectedId as StateView)}
                  options={[
                    { id: 'planned', text: s.states.planned },
                    { id: 'observed', text: s.states.observed },
                  ]}
                />
              </FormField>
            ) : null}
          </ColumnLayout>
        </Container>
        <FailureAlert failure={principal === null ? null : answered.error} />
        {view === undefined ? (
          <Container>
            <Nothing title={s.emptyTitle} text={s.emptyText} />
          </Container>
        ) : (
          <SpaceBetween size="m">
            <Banner unknown={view.unknown} />
            <Actions view={view} shown={shown} onShow={setShown} />
            <Resources resources={view.resources} />
          </SpaceBetween>
        )}
      </SpaceBetween>
    </Page>
  );
}

interface ActionsProps {
  view: PrincipalCanView;
  shown: Shown;
  onShow: (shown: Shown) => void;
}

function Actions({ view, shown, onShow }: ActionsProps) {
  const pages = Math.max(1, Math.ceil(view.matching / rowsOnPage));
  const show = (part: Partial<Shown>) => onShow({ ...shown, page: 1, ...part });
  const levels = [
    { value: '', label: s.everyLevel },
    ...view.levels.map((level) => ({ value: level, label: level })),
  ];
  return (
    <div data-testid="can-table">
      <Table<ActionCanView>
        variant="container"
        wrapLines
        items={view.rows}
        trackBy="action"
        ariaLabels={{ tableLabel: s.answers }}
        empty={<Nothing title={s.none} text={s.noneText} />}
        header={
          <Header
            variant="h2"
            counter={s.counter(view.matching, view.all + view.some + view.none)}
            description={s.inShort(view.all, view.some, view.services)}
            actions={
              <SegmentedControl
                label={s.filter}
                selectedId={shown.filter}
                data-testid="can-filter"
                onChange={({ detail }) => show({ filter: detail.selectedId as CanFilter })}
                options={(['can', 'all', 'some', 'none'] as const).map((id) => ({
                  id,
                  text: s.filters[id],
                }))}
              />
            }
          >
            {s.answersOf(view.principal.name)}
          </Header>
        }
        filter={
          <ColumnLayout columns={2}>
            <TextFilter
              filteringText={shown.text}
              filteringPlaceholder={s.find}
              filteringAriaLabel={s.find}
              data-testid="can-find"
              onChange={({ detail }) => show({ text: detail.filteringText })}
            />
            <Select
              ariaLabel={s.level}
              data-testid="can-level"
              selectedOption={levels.find(({ value }) => value === shown.level) ?? null}
              options={levels}
              onChange={({ detail }) => show({ level: detail.selectedOption.value ?? '' })}
            />
          </ColumnLayout>
        }
        {...(pages === 1
          ? {}
          : {
              pagination: (
                <Pagination
                  currentPageIndex={Math.min(shown.page, pages)}
                  pagesCount={pages}
                  ariaLabels={paginationLabels}
                  onChange={({ detail }) => show({ page: detail.currentPageIndex })}
                />
              ),
            })}
        columnDefinitions={[
          {
            id: 'action',
            header: s.action,
            isRowHeader: true,
            minWidth: 240,
            cell: ({ action }) => action,
          },
          { id: 'service', header: s.service, minWidth: 180, cell: ({ service }) => service },
          { id: 'level', header: s.level, minWidth: 150, cell: ({ level }) => level },
          { id: 'on', header: s.on, minWidth: 320, cell: (row) => <On row={row} /> },
        ]}
      />
      <Box padding={{ top: 's' }}>
        <EntityLink to={routes.simulatorFor(view.principal.id)}>{s.open}</EntityLink>
      </Box>
    </div>
  );
}

const looks = { all: 'success', some: 'info', none: 'stopped' } as const;

/** On which resources: symbol and word, then the patterns. */
function On({ row }: { row: ActionCanView }) {
  return (
    <div data-testid="can-on" data-reach={row.reach}>
      <StatusIndicator type={looks[row.reach]}>{s.reach[row.reach]}</StatusIndicator>
      {row.reach === 'some' ? (
        <>
          <Patterns patterns={row.allowed} />
          {row.within.map((patterns) => (
            <Patterns key={patterns.join(' ')} words={s.within} patterns={patterns} />
          ))}
          {row.except.length === 0 ? null : <Patterns words={s.except} patterns={row.except} />}
        </>
      ) : null}
    </div>
  );
}

/** As many patterns as are shown without unfolding. */
const mostPatterns = 5;

function Patterns({ words, patterns }: { words?: string; patterns: readonly string[] }) {
  const line = (pattern: string) => (
    <li key={pattern}>
      <code>{pattern}</code>
    </li>
  );
  const rest = patterns.slice(mostPatterns);
  return (
    <>
      {words === undefined ? null : <Box variant="small">{words}</Box>}
      <ul className="plain-list">{patterns.slice(0, mostPatterns).map(line)}</ul>
      {rest.length === 0 ? null : (
        <ExpandableSection variant="inline" headerText={s.more(rest.length)}>
          <ul className="plain-list">{rest.map(line)}</ul>
        </ExpandableSection>
      )}
    </>
  );
}

/** What the policies of known resources change, resource by resource. */
function Resources({ resources }: { resources: readonly ResourceCanView[] }) {
  return resources.length === 0 ? null : (
    <div data-testid="can-resources">
      <Table<ResourceCanView>
        variant="container"
        wrapLines
        items={resources}
        trackBy="arn"
        ariaLabels={{ tableLabel: s.resources }}
        header={
          <Header variant="h2" counter={`(${resources.length})`} description={s.resourcesText}>
            {s.resources}
          </Header>
        }
        columnDefinitions={[
          {
            id: 'arn',
            header: s.resource,
            isRowHeader: true,
            minWidth: 260,
            cell: ({ arn }) => <code>{arn}</code>,
          },
          { id: 'given', header: s.given, minWidth: 240, cell: ({ given }) => given.join(', ') },
          { id: 'taken', header: s.taken, minWidth: 240, cell: ({ taken }) => taken.join(', ') },
        ]}
      />
    </div>
  );
}
