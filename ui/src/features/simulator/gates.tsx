// The decision path as gates in AWS's order. Each says whether it is open; choosing one shows the
// statements because of which it says so.
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type ReactNode, useState } from 'react';
import type { GateStepView, LayerView, StatementView } from '@/ipc/contract';
import { analyse } from '@/shared/strings/analyse';
import { simulator as s } from '@/shared/strings/simulator';
import { sentence, Words } from '@/shared/words';
import './gates.css';

const symbols: Record<string, string> = { open: '✓', closed: '✕', absent: '–', unknown: '?' };

interface GatesProps {
  gates: readonly GateStepView[];
  /** How the statements of a gate are drawn. */
  statements: (statements: readonly StatementView[]) => ReactNode;
  /** Tries the account without a whole layer; nothing where there is no sandbox. */
  onSwitchOff?: ((layer: LayerView) => void) | undefined;
}

export function Gates({ gates, statements, onSwitchOff }: GatesProps) {
  const [chosen, setChosen] = useState<number | null>(null);
  const gate = chosen === null ? undefined : gates[chosen];
  const layer = gate === undefined || gate.state === 'absent' ? null : gate.layer;
  if (gates.length === 0) {
    return null;
  }
  return (
    <div data-testid="gates">
      <Box variant="h3">{s.gates}</Box>
      <Box color="text-body-secondary" variant="small">
        {analyse.why.gateHint}
      </Box>
      <ol className="gates" aria-label={s.gates}>
        {gates.map((one, index) => {
          const word = s.gateStates[one.state] ?? one.state;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: the gates of one answer never move
            <li key={index}>
              <button
                type="button"
                className={`gate ${one.state}`}
                aria-pressed={chosen === index}
                data-testid={`gate-${index}`}
                data-state={one.state}
                onClick={() => setChosen(chosen === index ? null : index)}
              >
                <span>{one.name}</span>
                <span className="gate-state">
                  <span aria-hidden="true">{symbols[one.state] ?? ''} </span>
                  {word}
                </span>
              </button>
            </li>
          );
        })}
      </ol>
      {gate === undefined ? null : (
        <div data-testid="gate-detail">
          <Box margin={{ top: 's' }}>
            <SpaceBetween size="xs">
              <Words text={`${gate.name}: ${sentence(gate.note)}`} />
              {gate.statements.length === 0 ? (
                <Box color="text-body-secondary">{analyse.why.gateNothing}</Box>
              ) : (
                statements(gate.statements)
              )}
              {layer === null || onSwitchOff === undefined ? null : (
                <Button data-testid="gate-switch-off" onClick={() => onSwitchOff(layer)}>
                  {analyse.why.switchOffLayer}
                </Button>
              )}
            </SpaceBetween>
          </Box>
        </div>
      )}
    </div>
  );
}
