// What another admin changed, against what this vault holds. Every conflict is decided by itself.
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import { ask, CommandFailure } from '@/ipc/client';
import type { OfferedChangesView, OfferedConflictView } from '@/ipc/contract';
import { FailureAlert } from '@/shared/failure-alert';
import { useFlash } from '@/shared/flash';
import { useInSpite } from '@/shared/reason';
import { share as s } from '@/shared/strings/share';
import { when } from '@/shared/when';

interface OfferedChangesProps {
  offered: OfferedChangesView;
  onClose: () => void;
}

export function OfferedChanges({ offered, onClose }: OfferedChangesProps) {
  const [theirs, setTheirs] = useState<readonly string[]>([]);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<CommandFailure | null>(null);
  const inSpite = useInSpite();
  const flash = useFlash();
  const submit = async () => {
    setBusy(true);
    setFailure(null);
    try {
      const view = await inSpite((reason) =>
        ask('take_changes', { offer: offered.offer, theirs: [...theirs], reason }),
      );
      flash.done(view);
      onClose();
    } catch (refusal) {
      setFailure(refusal instanceof CommandFailure ? refusal : null);
      setBusy(false);
    }
  };
  const decide = (id: string, isTheirs: boolean) =>
    setTheirs((before) => {
      const others = before.filter((one) => one !== id);
      return isTheirs ? [...others, id] : others;
    });
  return (
    <SpaceBetween size="l">
      <FailureAlert failure={failure} />
      <Container
        data-testid="offered-changes"
        header={
          <Header
            variant="h2"
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                <Button data-testid="offer-drop" onClick={onClose}>
                  {s.drop}
                </Button>
                <Button
                  variant="primary"
                  loading={busy}
                  data-testid="offer-take"
                  onClick={() => void submit()}
                >
                  {s.take}
                </Button>
              </SpaceBetween>
            }
          >
            {s.from(offered.who, when(offered.made))}
          </Header>
        }
      >
        <SpaceBetween size="m">
          <Lines title={s.told} lines={offered.entries} none={s.cleanNone} />
          <Lines title={s.clean} lines={offered.clean} none={s.cleanNone} />
          {offered.already === 0 ? null : (
            <Box color="text-body-secondary">{s.already(offered.already)}</Box>
          )}
        </SpaceBetween>
      </Container>
      <Table<OfferedConflictView>
        variant="container"
        wrapLines
        items={offered.conflicts}
        trackBy="id"
        ariaLabels={{ tableLabel: s.conflicts }}
        header={
          <Header
            variant="h2"
            counter={`(${offered.conflicts.length})`}
            description={offered.conflicts.length === 0 ? undefined : s.conflictsText}
          >
            {s.conflicts}
          </Header>
        }
        empty={<Box padding="s">{s.noConflicts}</Box>}
        columnDefinitions={[
          { id: 'what', header: s.what, isRowHeader: true, cell: ({ what }) => what },
          { id: 'how', header: s.how, cell: ({ how }) => how },
          { id: 'here', header: s.here, cell: (row) => <Values row={row} side="here" /> },
          { id: 'there', header: s.there, cell: (row) => <Values row={row} side="there" /> },
          {
            id: 'decision',
            header: s.decision,
            minWidth: 200,
            cell: ({ id, what }) => (
              <SegmentedControl
                label={s.decisionOf(what)}
                data-testid={`decide-${id}`}
                selectedId={theirs.includes(id) ? 'theirs' : 'ours'}
                onChange={({ detail }) => decide(id, detail.selectedId === 'theirs')}
                options={[
                  { id: 'ours', text: s.ours },
                  { id: 'theirs', text: s.theirs },
                ]}
              />
            ),
          },
        ]}
      />
    </SpaceBetween>
  );
}

function Lines({ title, lines, none }: { title: string; lines: readonly string[]; none: string }) {
  return (
    <div>
      <Box variant="awsui-key-label">{title}</Box>
      {lines.length === 0 ? <Box>{none}</Box> : lines.map((line) => <Box key={line}>{line}</Box>)}
    </div>
  );
}

function Values({ row, side }: { row: OfferedConflictView; side: 'here' | 'there' }) {
  return row.values.map((value) => (
    <div key={value.field}>
      <Box variant="awsui-key-label" display="inline">
        {value.field}
      </Box>{' '}
      {value[side] === '' ? s.gone : <Box variant="code">{value[side]}</Box>}
    </div>
  ));
}
