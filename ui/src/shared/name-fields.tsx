// The name and the path of what a wizard makes.
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { FieldErrorView } from '@/ipc/contract';
import { errorFor } from '@/shared/field-errors';
import { common } from '@/shared/strings/common';

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
        <FormField
          label={
            <>
              {common.path} <i>– {common.optional}</i>
            </>
          }
          constraintText={props.pathHelp}
          errorText={errorFor(errors, 'path')}
        >
          <Input
            value={path}
            autoComplete="off"
            spellcheck={false}
            data-testid={`${testId}-path`}
            onChange={({ detail }) => onChange({ path: detail.value })}
          />
        </FormField>
      </ExpandableSection>
    </SpaceBetween>
  );
}
