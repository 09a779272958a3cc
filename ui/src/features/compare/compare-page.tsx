// What differs between two moments in what everybody can do: AWS as it was seen, the plan, or the
// account as it stood after an entry of the journal.
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Select, { type SelectProps } from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import type { CompareView, DecisionView, EffectView, Moment, TurnedView } from '@/ipc/contract';
import { useAccount } from '@/shared/account';
import { Asked } from '@/shared/asked';
import { EntityLink } from '@/shared/entity-link';
import { Nothing } from '@/shared/entity-table';
import { Page } from '@/shared/page';
import { useAsk, useAskKeeping } from '@/shared/queries';
import { routes } from '@/shared/routes';
import { analyse } from '@/shared/strings/analyse';
import { common } from '@/shared/strings/common';
import { help } from '@/shared/strings/help';
import { policies } from '@/shared/strings/policies';
import { simulator } from '@/shared/strings/simulator';
import { when } from '@/shared/when';
import { sentence, Words } from '@/shared/words';

const s = analyse.compare;

/** The newest entries that a moment can be chosen from. */
const mostEntries = 200;

const now: Moment = { state: 'planned', after: null };
const observed: Moment = { state: 'observed', after: null };

export function ComparePage() {
  const { account } = useAccount();
  const inAws = account.kind === 'aws';
  const journal = useAsk('journal', { entity: '', offset: 0, limit: mostEntries });
  const entries = (journal.data?.rows ?? []).filter((entry) => entry.kind === 'changes');
  // A local account has no state in AWS: it begins with what it was before its last change.
  const last = entries[0];
  const [from, setFrom] = useState<Moment | null>(null);
  const [to, setTo] = useState<Moment>(now);
  const first: Moment | null =
    from ??
    (inAws
      ? observed
      : last === undefined
        ? null
        : { state: 'planned', after: Math.max(0, last.sequence - 1) });
  const compared = useAskKeeping(
    'compare_states',
    first === null ? null : { account: account.id, from: first, to },
  );
  const options: SelectProps.Option[] = [
    { value: JSON.stringify(now), label: s.now },
    ...(inAws ? [{ value: JSON.stringify(observed), label: s.inAws }] : []),
    ...entries.map((entry) => ({
      value: JSON.stringify({ state: 'planned', after: entry.sequence } satisfies Moment),
      label: s.after(entry.sequence, entry.sentence),
      description: when(entry.at),
    })),
  ];
  const option = (moment: Moment | null) => {
    const wire = JSON.stringify(moment);
    return (
      options.find((one) => one.value === wire) ??
      (moment?.after === null || moment === null
        ? null
        : { value: wire, label: s.afterEntry(moment.after) })
    );
  };
  return (
    <Page
      title={s.title}
      description={s.description}
      testId="compare-page"
      help={help.compare}
      actions={<EntityLink to={routes.matrix}>{s.matrix}</EntityLink>}
    >
      <SpaceBetween size="l">
        <Container>
          <ColumnLayout columns={2}>
            <FormField label={s.from}>
              <Select
                data-testid="compare-from"
                filteringType="auto"
                filteringAriaLabel={s.find}
                selectedOption={option(first)}
                options={options}
                onChange={({ detail }) => setFrom(momentOf(detail.selectedOption))}
              />
            </FormField>
            <FormField label={s.to}>
              <Select
                data-testid="compare-to"
                filteringType="auto"
                filteringAriaLabel={s.find}
                selectedOption={option(to)}
                options={options}
                onChange={({ detail }) => setTo(momentOf(detail.selectedOption))}
              />
            </FormField>
          </ColumnLayout>
        </Container>
        {first === null ? (
          <Container>
            <Nothing title={s.never} text={s.neverText} />
          </Container>
        ) : (
          <Asked query={compared}>{(view) => <Compared view={view} />}</Asked>
        )}
      </SpaceBetween>
    </Page>
  );
}

function momentOf(option: SelectProps.Option): Moment {
  return JSON.parse(option.value ?? JSON.stringify(now)) as Moment;
}

function Compared({ view }: { view: CompareView }) {
  return (
    <SpaceBetween size="l">
      {view.expectations.length === 0 ? null : <Turned expectations={view.expectations} />}
      <Effects view={view} />
    </SpaceBetween>
  );
}

/** Expectations whose answer differs between the two moments. */
function Turned({ expectations }: { expectations: readonly TurnedView[] }) {
  return (
    <div data-testid="compare-expectations">
      <Table<TurnedView>
        variant="container"
        wrapLines
        items={expectations}
        trackBy="name"
        ariaLabels={{ tableLabel: s.expectations }}
        header={
          <Header
            variant="h2"
            counter={`(${expectations.length})`}
            description={s.expectationsText}
          >
            {s.expectations}
          </Header>
        }
        columnDefinitions={[
          {
            id: 'name',
            header: s.expectation,
            isRowHeader: true,
            minWidth: 180,
            cell: ({ name }) => name,
          },
          {
            id: 'holds',
            header: s.verdict,
            minWidth: 130,
            cell: ({ holds }) => (
              <StatusIndicator type={holds ? 'success' : 'error'}>
                {holds ? s.holds : s.breaks}
              </StatusIndicator>
            ),
          },
          { id: 'before', header: s.from, cell: ({ before }) => found(before) },
          { id: 'after', header: s.to, cell: ({ after }) => found(after) },
          {
            id: 'why',
            header: s.why,
            minWidth: 260,
            cell: (row) => <Words text={sentence(row.sentence)} />,
          },
        ]}
      />
    </div>
  );
}

function found(decision: DecisionView | null): string {
  return decision === null ? common.none : simulator.decisions[decision];
}

function Effects({ view }: { view: CompareView }) {
  if (!view.possible || view.effects.length === 0) {
    return (
      <Container>
        {view.possible ? (
          <Nothing title={s.same} text={s.sameText} />
        ) : (
          <Nothing title={s.never} text={s.neverText} />
        )}
      </Container>
    );
  }
  return (
    <div data-testid="compare-table">
      <Table<EffectView>
        variant="container"
        wrapLines
        items={view.effects}
        trackBy={(effect) => effect.principal.id}
        ariaLabels={{ tableLabel: s.table }}
        header={
          <Header
            variant="h2"
            counter={`(${view.effects.length})`}
            description={view.observed === '' ? '' : s.observed(when(view.observed))}
          >
            {s.table}
          </Header>
        }
        columnDefinitions={[
          {
            id: 'who',
            header: s.who,
            isRowHeader: true,
            minWidth: 160,
            cell: ({ principal }) => (
              <>
                <EntityLink
                  to={
                    principal.entity === 'user'
                      ? routes.user(principal.id)
                      : routes.role(principal.id)
                  }
                >
                  {principal.name}
                </EntityLink>{' '}
                ({policies.entity[principal.entity] ?? principal.entity})
              </>
            ),
          },
          { id: 'gained', header: s.gained, cell: ({ gained }) => s.actions(gained) },
          { id: 'lost', header: s.lost, cell: ({ lost }) => s.actions(lost) },
          { id: 'moved', header: s.moved, cell: ({ moved }) => s.actions(moved) },
          {
            id: 'examples',
            header: s.examples,
            minWidth: 320,
            cell: ({ examples }) => (
              <SpaceBetween size="xxs">
                {examples.slice(0, 6).map((text) => (
                  <div key={text}>
                    <Words text={sentence(text)} />
                  </div>
                ))}
              </SpaceBetween>
            ),
          },
        ]}
      />
    </div>
  );
}
