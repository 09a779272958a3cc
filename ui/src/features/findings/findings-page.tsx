// What should be looked at in the account, by how grave it is. What is a finding and what cures it
// was decided before it came here; a cure is shown as the changes it is, and made as one.
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import TextFilter from '@cloudscape-design/components/text-filter';
import { useMemo, useState } from 'react';
import { Escalations } from '@/features/findings/escalations';
import { FindingsTable, findingKey } from '@/features/findings/findings-table';
import type { FindingsView, FindingView, StateView } from '@/ipc/contract';
import { useAccount } from '@/shared/account';
import { Asked } from '@/shared/asked';
import { ChangeDialog } from '@/shared/change-dialog';
import { Nothing } from '@/shared/entity-table';
import { Page } from '@/shared/page';
import { useAsk } from '@/shared/queries';
import { StateChoice } from '@/shared/state-choice';
import { findings as s } from '@/shared/strings/findings';
import { help } from '@/shared/strings/help';
import { when } from '@/shared/when';

const severities = ['critical', 'high', 'medium', 'low'] as const;
const all = 'all';

export function FindingsPage() {
  const { account } = useAccount();
  const [state, setState] = useState<StateView>('planned');
  const asked = useAsk('findings', { account: account.id, state });
  const [curing, setCuring] = useState<readonly FindingView[]>([]);
  const [first] = curing;
  return (
    <Page
      wide
      title={s.title}
      description={s.description}
      testId="findings-page"
      help={help.findings}
      actions={<StateChoice state={state} onChange={setState} testId="findings-state" />}
    >
      <Asked query={asked}>
        {(view) => (
          // What was seen in AWS can be looked at; only the plan can be changed.
          <Findings view={view} state={state} onCure={state === 'planned' ? setCuring : null} />
        )}
      </Asked>
      <ChangeDialog
        proposal={
          first === undefined
            ? null
            : {
                kind: 'cure',
                findings: curing.map(({ code, id, reason }) => ({ code, entity: id, reason })),
              }
        }
        title={
          curing.length > 1 ? s.cureChosenTitle(curing.length) : s.cureTitle(first?.name ?? '')
        }
        confirm={s.apply}
        text={s.cureText}
        onClose={() => setCuring([])}
      />
    </Page>
  );
}

interface FindingsProps {
  view: FindingsView;
  state: StateView;
  onCure: ((findings: readonly FindingView[]) => void) | null;
}

function Findings({ view, state, onCure }: FindingsProps) {
  const [text, setText] = useState('');
  const [code, setCode] = useState(all);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [curable, setCurable] = useState<keyof typeof s.curables>('all');
  const shown = useMemo(() => {
    const needle = text.trim().toLowerCase();
    return view.findings.filter(
      (one) =>
        (code === all || one.code === code) &&
        (curable === 'all' || one.changes.length > 0) &&
        `${one.name} ${one.reason} ${one.code}`.toLowerCase().includes(needle),
    );
  }, [view, text, code, curable]);
  // What was cured or is filtered out is chosen no more.
  const together = shown.filter((one) => one.changes.length > 0 && chosen.has(findingKey(one)));
  const codes = useMemo(
    () => [...new Map(view.findings.map((one) => [one.code, one.what])).entries()],
    [view],
  );
  if (view.findings.length === 0) {
    return (
      <Container>
        <Nothing title={s.emptyTitle} text={s.emptyText} />
      </Container>
    );
  }
  const clear = () => {
    setText('');
    setCode(all);
    setCurable('all');
  };
  const options = [
    { value: all, label: s.allCodes },
    ...codes.map(([value, description]) => ({ value, label: value, description })),
  ];
  return (
    <SpaceBetween size="l">
      <Container
        header={
          <Header
            variant="h2"
            counter={s.counter(shown.length, view.findings.length)}
            description={s.asOf(when(view.as_of))}
            actions={
              onCure === null || together.length < 2 ? null : (
                <Button data-testid="cure-chosen" onClick={() => onCure(together)}>
                  {s.reviewChosen(together.length)}
                </Button>
              )
            }
          >
            {s.title}
          </Header>
        }
      >
        <div className="table-filter">
          <div className="table-filter-text">
            <TextFilter
              filteringText={text}
              filteringPlaceholder={s.find}
              filteringAriaLabel={s.find}
              data-testid="findings-find"
              onChange={({ detail }) => setText(detail.filteringText)}
            />
          </div>
          <Select
            data-testid="findings-code"
            ariaLabel={s.code}
            selectedOption={options.find((one) => one.value === code) ?? null}
            options={options}
            onChange={({ detail }) => setCode(detail.selectedOption.value ?? all)}
          />
          <SegmentedControl
            label={s.curable}
            selectedId={curable}
            data-testid="findings-curable"
            onChange={({ detail }) => setCurable(detail.selectedId as typeof curable)}
            options={[
              { id: 'all', text: s.curables.all },
              { id: 'curable', text: s.curables.curable },
            ]}
          />
        </div>
      </Container>
      {shown.length === 0 ? (
        <Container>
          <Nothing
            title={s.noMatchTitle}
            text={s.noMatchText}
            action={<Button onClick={clear}>{s.clear}</Button>}
          />
        </Container>
      ) : null}
      {severities.map((severity) => (
        <FindingsTable
          key={severity}
          severity={severity}
          findings={shown.filter((one) => one.severity === severity)}
          total={view.findings.filter((one) => one.severity === severity).length}
          chosen={chosen}
          onChosen={setChosen}
          onCure={onCure === null ? null : (finding) => onCure([finding])}
        />
      ))}
      <Escalations state={state} />
    </SpaceBetween>
  );
}
