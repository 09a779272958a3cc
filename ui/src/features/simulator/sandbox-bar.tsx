// What is being tried, what it would do to everybody, and its two ends: applied as one change, or
// thrown away.
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import TokenGroup from '@cloudscape-design/components/token-group';
import { memo, useState } from 'react';
import { SandboxDialog } from '@/features/simulator/sandbox-dialog';
import type { Sandbox } from '@/features/simulator/use-sandbox';
import type { EffectView, SandboxChange, SandboxView } from '@/ipc/contract';
import { useAccount } from '@/shared/account';
import { ChangeDialog } from '@/shared/change-dialog';
import { FailureAlert } from '@/shared/failure-alert';
import { useAsk } from '@/shared/queries';
import { matrix as s } from '@/shared/strings/matrix';
import { Words } from '@/shared/words';

/** Drawn when the sandbox is another, not when an answer comes. */
export const SandboxBar = memo(function SandboxBar({ sandbox }: { sandbox: Sandbox }) {
  const { account } = useAccount();
  const [adding, setAdding] = useState(false);
  const [applying, setApplying] = useState(false);
  const { changes } = sandbox;
  const empty = changes.length === 0;
  // Nothing is kept: what an earlier sandbox came to says nothing of this one.
  const tried = useAsk('sandbox', empty ? null : { account: account.id, changes: [...changes] });
  const view = empty ? undefined : tried.data;
  return (
    <div data-testid="sandbox">
      <Container
        header={
          <Header
            variant="h2"
            description={s.whatIfText}
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                <Button
                  iconName="add-plus"
                  data-testid="sandbox-try"
                  onClick={() => setAdding(true)}
                >
                  {s.tryChange}
                </Button>
                {empty ? null : (
                  <Button data-testid="sandbox-discard" onClick={sandbox.clear}>
                    {s.discard}
                  </Button>
                )}
                {empty ? null : (
                  <Button
                    variant="primary"
                    data-testid="sandbox-apply"
                    disabled={view?.possible !== true}
                    onClick={() => setApplying(true)}
                  >
                    {s.apply}
                  </Button>
                )}
              </SpaceBetween>
            }
          >
            {s.whatIf}
          </Header>
        }
      >
        {empty ? null : (
          <SpaceBetween size="m">
            <div data-testid="sandbox-changes">
              <TokenGroup
                items={changes.map((change, index) => {
                  const label = labelOf(change, index, view);
                  return { label, dismissLabel: s.drop(label) };
                })}
                onDismiss={({ detail }) => sandbox.drop(detail.itemIndex)}
              />
            </div>
            <FailureAlert failure={tried.error} />
            {view?.errors.map((error) => (
              <Alert key={error.message} type="error">
                <Words text={[error.message, error.help].filter(Boolean).join('. ')} />
              </Alert>
            ))}
            {view === undefined ? (
              <Box color="text-body-secondary">{tried.error === null ? s.working : null}</Box>
            ) : view.possible ? (
              <Effects effects={view.effects} />
            ) : null}
          </SpaceBetween>
        )}
      </Container>
      {adding ? (
        <SandboxDialog
          onClose={() => setAdding(false)}
          onAdd={(change) => {
            sandbox.add(change);
            setAdding(false);
          }}
        />
      ) : null}
      <ChangeDialog
        proposal={applying ? { kind: 'sandbox', changes: [...changes] } : null}
        title={s.applyTitle}
        confirm={s.apply}
        text={s.applyText}
        onDone={sandbox.clear}
        onClose={() => setApplying(false)}
      />
    </div>
  );
});

/** A change in Rust's words; where it is several or none, and until they have come, its kind. */
function labelOf(change: SandboxChange, index: number, view: SandboxView | undefined): string {
  const kind =
    change.kind === 'switch_off_layer' ? s.layerOff(s.layers[change.layer]) : s.kinds[change.kind];
  const many = view?.spelled[index];
  if (view === undefined || many === undefined) {
    return kind;
  }
  if (many !== 1) {
    return s.spelled(kind, many);
  }
  const before = view.spelled.slice(0, index).reduce((sum, one) => sum + one, 0);
  return view.changes[before]?.sentence ?? kind;
}

function Effects({ effects }: { effects: readonly EffectView[] }) {
  return (
    <div data-testid="sandbox-effects">
      <Table<EffectView>
        variant="embedded"
        wrapLines
        contentDensity="compact"
        items={effects.slice(0, mostEffects)}
        trackBy={(effect) => effect.principal.id}
        ariaLabels={{ tableLabel: s.effects }}
        empty={<Box color="text-body-secondary">{s.noEffects}</Box>}
        header={
          <Header variant="h3" counter={`(${effects.length})`}>
            {s.effects}
          </Header>
        }
        columnDefinitions={[
          {
            id: 'who',
            header: s.effect.who,
            isRowHeader: true,
            cell: ({ principal }) => `${principal.name} (${principal.entity})`,
          },
          { id: 'gained', header: s.effect.gained, cell: ({ gained }) => s.actions(gained) },
          { id: 'lost', header: s.effect.lost, cell: ({ lost }) => s.actions(lost) },
          { id: 'moved', header: s.effect.moved, cell: ({ moved }) => s.actions(moved) },
          {
            id: 'examples',
            header: s.effect.examples,
            minWidth: 260,
            cell: ({ examples }) => <Words text={examples.slice(0, 3).join('; ')} />,
          },
        ]}
      />
    </div>
  );
}

/** Rows of the table of effects; the widest come first. */
const mostEffects = 50;
