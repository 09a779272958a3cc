// One text of a form: its label, its help, what is wrong with it.
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Textarea from '@cloudscape-design/components/textarea';
import type { ReactNode } from 'react';

interface TextFieldProps {
  label: ReactNode;
  value: string;
  onChange: (value: string) => void;
  testId?: string;
  help?: ReactNode;
  error?: ReactNode;
  /** How many lines are shown of a longer text. */
  rows?: number;
  autoFocus?: boolean;
  /** Digits alone: a keyboard on the screen offers these. */
  numeric?: boolean;
  /** Words of a language: their spelling may be checked. */
  prose?: boolean;
}

export function TextField(props: TextFieldProps) {
  const { label, value, onChange, testId, help, error, rows } = props;
  const { autoFocus = false, numeric = false, prose = false } = props;
  const shared = {
    value,
    autoFocus,
    onChange: ({ detail }: { detail: { value: string } }) => onChange(detail.value),
    ...(prose ? {} : { spellcheck: false }),
    ...(testId === undefined ? {} : { 'data-testid': testId }),
  };
  return (
    <FormField label={label} constraintText={help} errorText={error}>
      {rows === undefined ? (
        <Input {...shared} autoComplete="off" {...(numeric ? { inputMode: 'numeric' } : {})} />
      ) : (
        <Textarea {...shared} rows={rows} />
      )}
    </FormField>
  );
}
