// A question with the answer it shall have, named and saved: from a cell of the simulator, or put
// together by hand.
import ColumnLayout from '@cloudscape-design/components/column-layout';
import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { ExpectedView, FieldErrorView, NewExpectation } from '@/ipc/contract';
import { ChangeDialog } from '@/shared/change-dialog';
import { errorFor } from '@/shared/field-errors';
import { expectations as s } from '@/shared/strings/expectations';
import { TextField } from '@/shared/text-field';

interface ExpectationDialogProps {
  /** What is known of it already. */
  start: NewExpectation;
  /** Whether who, what and where come from a cell and stay. */
  fixed: boolean;
  onClose: () => void;
}

const kinds = ['allowed', 'denied', 'implicitly_denied', 'explicitly_denied'] as const;
const ownFields = ['name', 'principal', 'action', 'resource'];

export function ExpectationDialog({ start, fixed, onClose }: ExpectationDialogProps) {
  const [draft, setDraft] = useState(start);
  const [errors, setErrors] = useState<readonly FieldErrorView[]>([]);
  const change = (part: Partial<NewExpectation>) => setDraft((before) => ({ ...before, ...part }));
  const options = kinds.map((value) => ({
    value,
    label: s.expecteds[value],
    description: s.expectedText[value],
  }));
  const text = (field: 'name' | 'principal' | 'action' | 'resource' | 'note', hint = '') => (
    <TextField
      label={s[field]}
      help={hint}
      error={errorFor(errors, field)}
      value={draft[field]}
      testId={`expectation-${field}`}
      onChange={(text) => change({ [field]: text })}
    />
  );
  return (
    <ChangeDialog
      proposal={{ kind: 'save_expectations', expectations: [draft] }}
      title={start.id === '' ? s.saveTitle : s.editTitle}
      confirm={s.save}
      ownFields={ownFields}
      onErrors={setErrors}
      onClose={onClose}
    >
      <SpaceBetween size="m">
        {text('name')}
        {fixed ? null : (
          <ColumnLayout columns={2}>
            {text('principal', s.principalHint)}
            {text('action')}
          </ColumnLayout>
        )}
        {fixed ? null : text('resource', s.resourceHint)}
        <FormField label={s.expected}>
          <Select
            data-testid="expectation-expected"
            ariaLabel={s.expected}
            selectedOption={options.find(({ value }) => value === draft.expected) ?? null}
            options={options}
            onChange={({ detail }) =>
              change({ expected: detail.selectedOption.value as ExpectedView })
            }
          />
        </FormField>
        {text('note', s.noteHint)}
      </SpaceBetween>
    </ChangeDialog>
  );
}
