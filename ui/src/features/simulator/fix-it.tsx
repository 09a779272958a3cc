// The smallest changes that would turn an answer round, each with its blast radius. They go into
// the sandbox, never further.
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { Sandbox } from '@/features/simulator/use-sandbox';
import type { EffectView, FixRequest, FixWayView, SandboxChange } from '@/ipc/contract';
import { FailureAlert } from '@/shared/failure-alert';
import { useAsk, useAskKeeping } from '@/shared/queries';
import { analyse } from '@/shared/strings/analyse';
import { matrix } from '@/shared/strings/matrix';
import { Words } from '@/shared/words';

const s = analyse.why;

interface FixItProps {
  request: FixRequest;
  sandbox: Sandbox;
  onClose: () => void;
}

export function FixIt({ request, sandbox, onClose }: FixItProps) {
  const asked = useAsk('fix', request);
  const view = asked.data;
  return (
    <Modal
      visible
      size="large"
      header={view?.allowed === true ? s.fixAllowed : s.fixDenied}
      closeAriaLabel={matrix.close}
      onDismiss={onClose}
    >
      <div data-testid="fix-it">
        <SpaceBetween size="m">
          <Box color="text-body-secondary">{s.fixText}</Box>
          <FailureAlert failure={asked.error} />
          {view === undefined ? (
            asked.error === null ? (
              <Box color="text-body-secondary">{s.fixWorking}</Box>
            ) : null
          ) : view.ways.length === 0 ? (
            <Alert type="info">{s.fixNone}</Alert>
          ) : (
            <Ways
              ways={view.ways}
              request={request}
              onTry={(changes) => {
                for (const change of changes) {
                  sandbox.add(change);
                }
                onClose();
              }}
            />
          )}
        </SpaceBetween>
      </div>
    </Modal>
  );
}

interface WaysProps {
  ways: readonly FixWayView[];
  request: FixRequest;
  onTry: (changes: readonly SandboxChange[]) => void;
}

/** Each way by itself, and several that were chosen as one. */
function Ways({ ways, request, onTry }: WaysProps) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const changes = changesOf(ways.filter(({ title }) => chosen.has(title)));
  const choose = (title: string, on: boolean) =>
    setChosen((before) => {
      const next = new Set(before);
      if (on) {
        next.add(title);
      } else {
        next.delete(title);
      }
      return next;
    });
  return (
    <SpaceBetween size="m">
      {ways.map((way) => (
        <Way
          key={way.title}
          way={way}
          chosen={chosen.has(way.title)}
          onChoose={ways.length < 2 ? null : (on) => choose(way.title, on)}
          onTry={() => onTry(way.changes)}
        />
      ))}
      {chosen.size < 2 ? null : (
        <Together
          ways={chosen.size}
          request={request}
          changes={changes}
          onTry={() => onTry(changes)}
        />
      )}
    </SpaceBetween>
  );
}

/** The changes of several ways, what they share once. */
function changesOf(ways: readonly FixWayView[]): SandboxChange[] {
  const all = ways.flatMap((way) => way.changes);
  return [...new Map(all.map((change) => [JSON.stringify(change), change])).values()];
}

interface TogetherProps {
  ways: number;
  request: FixRequest;
  changes: readonly SandboxChange[];
  onTry: () => void;
}

/** What the chosen ways come to, asked of Rust as the one change that they would be. */
function Together({ ways, request, changes, onTry }: TogetherProps) {
  const asked = useAskKeeping('sandbox', {
    account: request.account,
    changes: [...request.what_if, ...changes],
  });
  return (
    <div data-testid="fix-together">
      <SpaceBetween size="xs">
        <Box variant="h3" fontSize="body-m">
          {s.fixTogether}
        </Box>
        <Box color="text-body-secondary">{s.fixTogetherText}</Box>
        <FailureAlert failure={asked.error} />
        {asked.data?.errors.map((error) => (
          <Alert key={error.message} type="error">
            <Words text={[error.message, error.help].filter(Boolean).join('. ')} />
          </Alert>
        ))}
        <Effects effects={asked.data?.effects ?? []} />
        <Button
          variant="primary"
          data-testid="fix-try-chosen"
          disabled={asked.data?.possible !== true}
          onClick={onTry}
        >
          {s.fixTryChosen(ways)}
        </Button>
      </SpaceBetween>
    </div>
  );
}

interface WayProps {
  way: FixWayView;
  chosen: boolean;
  /** Nothing where there is no other to choose it with. */
  onChoose: ((on: boolean) => void) | null;
  onTry: () => void;
}

function Way({ way, chosen, onChoose, onTry }: WayProps) {
  return (
    <div data-testid="fix-way">
      <SpaceBetween size="xxs">
        <Box variant="h3" fontSize="body-m">
          <Words text={way.title} />
        </Box>
        <Box color="text-body-secondary">
          {way.width === 0 ? s.onlyThis : s.radius(way.effects.length, way.width)}
        </Box>
        <Effects effects={way.effects} />
        <SpaceBetween direction="horizontal" size="m" alignItems="center">
          <Button data-testid="fix-try" onClick={onTry}>
            {s.fixTry}
          </Button>
          {onChoose === null ? null : (
            <Checkbox
              checked={chosen}
              data-testid="fix-choose"
              ariaLabel={`${s.fixChoose}: ${way.title}`}
              onChange={({ detail }) => onChoose(detail.checked)}
            >
              {s.fixChoose}
            </Checkbox>
          )}
        </SpaceBetween>
      </SpaceBetween>
    </div>
  );
}

function Effects({ effects }: { effects: readonly EffectView[] }) {
  return effects.length === 0 ? null : (
    <ul className="plain-list">
      {effects.slice(0, 5).map((effect) => (
        <li key={effect.principal.id}>
          {effect.principal.name}
          {': '}
          <Words text={effect.examples.slice(0, 3).join('; ')} />
        </li>
      ))}
    </ul>
  );
}
