// The name and the path of what a wizard makes.
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { FieldErrorView } from '@/ipc/contract';
import { errorFor } from '@/shared/field-errors';
import { common } from '@/shared/strings/common';
import { TextField } from '@/shared/text-field';

interface NameFieldsProps {
  label: string;
  help: string;
  pathHelp: string;
  name: string;
  path: string;
  errors: readonly FieldErrorView[];
  onChange: (part: { name?: string; path?: string }) => void;
  testId: string;
}

export function NameFields(props: NameFieldsProps) {
  const { name, path, errors, onChange, testId } = props;
  return (
    <SpaceBetween size="m">
      <FormField
        label={props.label}
        constraintText={props.help}
        errorText={errorFor(errors, 'name')}
      >
        <Input
          value={name}
          autoComplete="off"
          spellcheck={false}
          disableBrowserAutocorrect
          data-testid={`${testId}-name`}
          onChange={({ detail }) => onChange({ name: detail.value })}
        />
      </FormField>
      <ExpandableSection variant="footer" headerText={common.path} defaultExpanded={path !== '/'}>
        <TextField
          label={
            <>
              {common.path} <i>– {common.optional}</i>
            </>
          }
          help={props.pathHelp}
          error={errorFor(errors, 'path')}
          value={path}
          testId={`${testId}-path`}
          onChange={(path) => onChange({ path })}
        />
      </ExpandableSection>
    </SpaceBetween>
  );
}
