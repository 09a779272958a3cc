import Box from '@cloudscape-design/components/box';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { memo } from 'react';
import { Presets } from '@/features/simulator/presets';
import type { Typed } from '@/features/simulator/use-question';
import type { CommandError, ContextKeyView } from '@/ipc/contract';
import { FailureAlert } from '@/shared/failure-alert';
import { simulator as s } from '@/shared/strings/simulator';

interface ConditionFieldsProps {
  keys: readonly ContextKeyView[] | null;
  failure: CommandError | null;
  complete: boolean;
  typed: Typed;
  onType: (typed: Typed) => void;
  /** Folded to begin with, where something else is looked at first. */
  folded?: boolean;
}

/** Drawn when the keys or their values are others, not when an answer comes. */
export const ConditionFields = memo(function ConditionFields(props: ConditionFieldsProps) {
  const { keys, failure, complete, typed, onType, folded = false } = props;
  return (
    <div data-testid="simulate-conditions">
      <ExpandableSection
        defaultExpanded={!folded}
        headerText={keys === null ? s.conditions : `${s.conditions} (${keys.length})`}
        headerDescription={s.conditionsText}
      >
        <SpaceBetween size="m">
          <FailureAlert failure={complete ? failure : null} />
          {keys === null ? null : <Presets keys={keys} typed={typed} onType={onType} />}
          {keys === null || keys.length === 0 ? (
            <Box color="text-body-secondary">{complete ? s.noConditions : s.conditionsNeed}</Box>
          ) : (
            <ColumnLayout columns={3}>
              {keys.map((key) => (
                <FormField
                  key={key.name}
                  label={<span className="mono">{key.name}</span>}
                  description={key.value_type}
                  constraintText={hint(key)}
                >
                  <KeyField
                    contextKey={key}
                    value={typed[key.name] ?? ''}
                    onChange={(value) => onType({ ...typed, [key.name]: value })}
                  />
                </FormField>
              ))}
            </ColumnLayout>
          )}
        </SpaceBetween>
      </ExpandableSection>
    </div>
  );
});

function hint(key: ContextKeyView): string {
  if (key.filled.length > 0) {
    return s.filled(key.filled);
  }
  if (key.multi_valued) {
    return s.onePerLine;
  }
  return key.example === '' || key.value_type === 'Bool' ? '' : s.example(key.example);
}

interface KeyFieldProps {
  contextKey: ContextKeyView;
  value: string;
  onChange: (value: string) => void;
}

function KeyField({ contextKey, value, onChange }: KeyFieldProps) {
  const testId = `context-${contextKey.name}`;
  if (contextKey.multi_valued) {
    return (
      <Textarea
        rows={2}
        value={value}
        data-testid={testId}
        onChange={({ detail }) => onChange(detail.value)}
      />
    );
  }
  if (contextKey.value_type === 'Bool') {
    return (
      <SegmentedControl
        label={contextKey.name}
        selectedId={value === '' ? 'absent' : value}
        data-testid={testId}
        onChange={({ detail }) => onChange(detail.selectedId === 'absent' ? '' : detail.selectedId)}
        options={[
          { id: 'absent', text: s.absent },
          { id: 'true', text: 'true' },
          { id: 'false', text: 'false' },
        ]}
      />
    );
  }
  return (
    <Input
      value={value}
      autoComplete="off"
      spellcheck={false}
      data-testid={testId}
      onChange={({ detail }) => onChange(detail.value)}
    />
  );
}
