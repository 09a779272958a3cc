import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import RadioGroup from '@cloudscape-design/components/radio-group';
import {
  type ColourMode,
  chooseAppearance,
  type Spacing,
  useAppearance,
} from '@/shared/appearance';
import { settings as s } from '@/shared/strings/settings';

const modes: readonly ColourMode[] = ['system', 'light', 'dark'];
const spacings: readonly Spacing[] = ['comfortable', 'compact'];

export function AppearanceSettings() {
  const { mode, spacing } = useAppearance();
  return (
    <Container header={<Header variant="h2">{s.appearance}</Header>}>
      <ColumnLayout columns={2}>
        <FormField label={s.mode}>
          <RadioGroup
            value={mode}
            onChange={({ detail }) =>
              chooseAppearance({ mode: modes.find((one) => one === detail.value) ?? 'system' })
            }
            items={modes.map((value) => ({
              value,
              label: <span data-testid={`mode-${value}`}>{s.modes[value]}</span>,
            }))}
          />
        </FormField>
        <FormField label={s.spacing}>
          <RadioGroup
            value={spacing}
            onChange={({ detail }) =>
              chooseAppearance({
                spacing: spacings.find((one) => one === detail.value) ?? 'comfortable',
              })
            }
            items={spacings.map((value) => ({ value, label: s.spacings[value] }))}
          />
        </FormField>
      </ColumnLayout>
    </Container>
  );
}
