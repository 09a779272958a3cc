// The smallest changes that would turn an answer round, each with its blast radius. They go into
// the sandbox, never further.
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Sandbox } from '@/features/simulator/use-sandbox';
import type { FixRequest, FixWayView } from '@/ipc/contract';
import { FailureAlert } from '@/shared/failure-alert';
import { useAsk } from '@/shared/queries';
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
            view.ways.map((way) => (
              <Way
                key={way.title}
                way={way}
                onTry={() => {
                  for (const change of way.changes) {
                    sandbox.add(change);
                  }
                  onClose();
                }}
              />
            ))
          )}
        </SpaceBetween>
      </div>
    </Modal>
  );
}

function Way({ way, onTry }: { way: FixWayView; onTry: () => void }) {
  return (
    <div data-testid="fix-way">
      <SpaceBetween size="xxs">
        <Box variant="h3" fontSize="body-m">
          <Words text={way.title} />
        </Box>
        <Box color="text-body-secondary">
          {way.width === 0 ? s.onlyThis : s.radius(way.effects.length, way.width)}
        </Box>
        {way.effects.length === 0 ? null : (
          <ul className="plain-list">
            {way.effects.slice(0, 5).map((effect) => (
              <li key={effect.principal.id}>
                {effect.principal.name}
                {': '}
                <Words text={effect.examples.slice(0, 3).join('; ')} />
              </li>
            ))}
          </ul>
        )}
        <Button data-testid="fix-try" onClick={onTry}>
          {s.fixTry}
        </Button>
      </SpaceBetween>
    </div>
  );
}
