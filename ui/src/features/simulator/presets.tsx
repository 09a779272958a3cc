// Values for the condition keys that matter, by one click. Only keys that are asked for are set.
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Typed } from '@/features/simulator/use-question';
import type { ContextKeyView } from '@/ipc/contract';
import { analyse } from '@/shared/strings/analyse';

const s = analyse.ask;

interface Preset {
  id: keyof typeof s.preset;
  key: string;
  value: () => string;
}

const presets: readonly Preset[] = [
  { id: 'mfa', key: 'aws:MultiFactorAuthPresent', value: () => 'true' },
  { id: 'noMfa', key: 'aws:MultiFactorAuthPresent', value: () => 'false' },
  { id: 'tls', key: 'aws:SecureTransport', value: () => 'true' },
  { id: 'office', key: 'aws:SourceIp', value: () => '203.0.113.7' },
  { id: 'away', key: 'aws:SourceIp', value: () => '198.51.100.7' },
  { id: 'region', key: 'aws:RequestedRegion', value: () => 'eu-central-1' },
  { id: 'otherRegion', key: 'aws:RequestedRegion', value: () => 'us-east-1' },
  {
    id: 'now',
    key: 'aws:CurrentTime',
    value: () => new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
  },
  { id: 'night', key: 'aws:CurrentTime', value: () => '2026-11-22T03:00:00Z' },
];

interface PresetsProps {
  keys: readonly ContextKeyView[];
  typed: Typed;
  onType: (typed: Typed) => void;
}

export function Presets({ keys, typed, onType }: PresetsProps) {
  const fitting = presets.flatMap((preset) => {
    const asked = keys.find((key) => key.name.toLowerCase() === preset.key.toLowerCase());
    return asked === undefined ? [] : [{ preset, name: asked.name }];
  });
  if (fitting.length === 0) {
    return null;
  }
  return (
    <div data-testid="presets">
      <SpaceBetween direction="horizontal" size="xs" alignItems="center">
        <Box variant="awsui-key-label">{s.presets}</Box>
        {fitting.map(({ preset, name }) => (
          <Button
            key={preset.id}
            variant="inline-link"
            data-testid={`preset-${preset.id}`}
            onClick={() => onType({ ...typed, [name]: preset.value() })}
          >
            {s.preset[preset.id]}
          </Button>
        ))}
        <Button variant="inline-link" data-testid="preset-clear" onClick={() => onType({})}>
          {s.clear}
        </Button>
      </SpaceBetween>
    </div>
  );
}
