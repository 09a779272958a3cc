// The resources of a statement: ARNs put together from the forms that its actions take.
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import TokenGroup from '@cloudscape-design/components/token-group';
import { useState } from 'react';
import type { ArnFormatView, PolicyWish, StatementCardView } from '@/ipc/contract';
import { useAccount } from '@/shared/account';
import { AddText } from '@/shared/policy-editor/add-text';
import { useAskKeeping } from '@/shared/queries';
import { policyEditor as s } from '@/shared/strings/policy-editor';

interface FieldProps {
  statement: StatementCardView;
  wish: (wish: PolicyWish) => Promise<boolean>;
}

const everything = '*';

export function ResourcesField({ statement, wish }: FieldProps) {
  const { account } = useAccount();
  const { resources, index } = statement;
  const choices = useAskKeeping('statement_choices', {
    account: account.id,
    patterns: statement.actions?.values ?? [],
    key: '',
  });
  if (resources === null && statement.kept.some((name) => name.endsWith('Resource'))) {
    return <FormField label={s.resources}>{s.onlyJson}</FormField>;
  }
  const values = resources?.values ?? [];
  const not = resources?.not ?? false;
  const set = (next: string[], opposite = not) =>
    void wish({ kind: 'set_resources', statement: index, not: opposite, values: next });
  const add = (arn: string) => set([...values.filter((value) => value !== everything), arn]);
  const formats = choices.data?.formats ?? [];
  const hinted = choices.data?.wildcard_only ?? [];
  return (
    <SpaceBetween size="xs">
      <Box variant="awsui-key-label">{not ? s.notResources : s.resources}</Box>
      <Checkbox
        checked={values.includes(everything)}
        data-testid={`all-resources-${index}`}
        onChange={({ detail }) =>
          set(detail.checked ? [everything] : values.filter((value) => value !== everything))
        }
      >
        {s.allResources}
      </Checkbox>
      {values.some((value) => value !== everything) ? (
        <TokenGroup
          limit={8}
          items={values
            .filter((value) => value !== everything)
            .map((value) => ({ label: value, dismissLabel: s.dropResource(value) }))}
          onDismiss={({ detail }) => {
            const named = values.filter((value) => value !== everything);
            set(values.filter((value) => value !== named[detail.itemIndex]));
          }}
        />
      ) : null}
      {hinted.length === 0 || values.includes(everything) ? null : (
        <Box variant="small" color="text-body-secondary">
          {s.wildcardOnly(hinted.join(', '))}
        </Box>
      )}
      <AddText label={s.resource} testId={`resource-${index}`} onAdd={add} />
      {formats.length === 0 ? null : (
        <ExpandableSection variant="footer" headerText={s.addResource}>
          <ArnForm key={formats[0]?.format} formats={formats} index={index} onAdd={add} />
        </ExpandableSection>
      )}
      <Checkbox
        checked={not}
        data-testid={`not-resources-${index}`}
        onChange={({ detail }) => set(values, detail.checked)}
      >
        {s.notResources}
      </Checkbox>
    </SpaceBetween>
  );
}

interface ArnFormProps {
  formats: readonly ArnFormatView[];
  index: number;
  onAdd: (arn: string) => void;
}

/** A form of an ARN with a field for each blank; Rust says what an empty one holds. */
function ArnForm({ formats, index, onAdd }: ArnFormProps) {
  const [chosen, setChosen] = useState(formats[0]?.format ?? '');
  const [filled, setFilled] = useState<Readonly<Record<string, string>>>({});
  const format = formats.find((one) => one.format === chosen) ?? formats[0];
  const parts = format?.parts ?? [];
  const arn = parts
    .map((part) => (part.blank ? filled[part.text] || part.filled : part.text))
    .join('');
  return (
    <SpaceBetween size="s">
      <FormField label={s.format}>
        <Select
          data-testid={`arn-format-${index}`}
          selectedOption={
            format === undefined ? null : { value: format.format, label: format.resource }
          }
          options={formats.map((one) => ({
            value: one.format,
            label: one.resource,
            description: one.format,
          }))}
          onChange={({ detail }) => setChosen(detail.selectedOption.value ?? '')}
        />
      </FormField>
      <SpaceBetween direction="horizontal" size="s">
        {parts
          .filter((part) => part.blank)
          .map((part) => (
            <FormField key={part.text} label={s.blank(part.text)}>
              <Input
                value={filled[part.text] ?? ''}
                placeholder={part.filled}
                autoComplete="off"
                spellcheck={false}
                data-testid={`arn-${part.text}-${index}`}
                onChange={({ detail }) => setFilled({ ...filled, [part.text]: detail.value })}
              />
            </FormField>
          ))}
      </SpaceBetween>
      <FormField label={s.result}>
        <code>{arn}</code>
      </FormField>
      <Button
        formAction="none"
        data-testid={`arn-add-${index}`}
        onClick={() => {
          onAdd(arn);
          setFilled({});
        }}
      >
        {s.addResource}
      </Button>
    </SpaceBetween>
  );
}
