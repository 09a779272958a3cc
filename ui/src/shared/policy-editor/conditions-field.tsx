// The conditions of a statement. Which operators suit a key is Rust's to say.
import Autosuggest from '@cloudscape-design/components/autosuggest';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Modal from '@cloudscape-design/components/modal';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { useState } from 'react';
import type { CardConditionView, PolicyWish, StatementCardView } from '@/ipc/contract';
import { useAccount } from '@/shared/account';
import { useAskKeeping, usePaced } from '@/shared/queries';
import { common } from '@/shared/strings/common';
import { policyEditor as s } from '@/shared/strings/policy-editor';

interface FieldProps {
  statement: StatementCardView;
  wish: (wish: PolicyWish) => Promise<boolean>;
}

export function ConditionsField({ statement, wish }: FieldProps) {
  const { index, conditions } = statement;
  // -1 is a new one.
  const [open, setOpen] = useState<number | null>(null);
  if (statement.kept.includes('Condition')) {
    return <FormField label={s.conditions}>{s.onlyJson}</FormField>;
  }
  return (
    <SpaceBetween size="xs">
      <Box variant="awsui-key-label">{s.conditions}</Box>
      {conditions.map((condition, place) => (
        <div key={`${condition.operator} ${condition.key}`} className="policy-editor-condition">
          <code>{condition.key}</code>
          <span>{condition.operator}</span>
          <code>{condition.values.join(', ')}</code>
          <Button
            variant="inline-link"
            ariaLabel={`${s.editCondition}: ${condition.key}`}
            onClick={() => setOpen(place)}
          >
            {s.editCondition}
          </Button>
          <Button
            variant="icon"
            iconName="remove"
            ariaLabel={s.dropCondition(condition.key)}
            onClick={() =>
              void wish({ kind: 'remove_condition', statement: index, condition: place })
            }
          />
        </div>
      ))}
      <Button formAction="none" data-testid={`condition-add-${index}`} onClick={() => setOpen(-1)}>
        {s.addCondition}
      </Button>
      {open === null ? null : (
        <ConditionDialog
          statement={statement}
          condition={open < 0 ? null : (conditions[open] ?? null)}
          onSet={(condition) => {
            setOpen(null);
            void wish({
              kind: 'set_condition',
              statement: index,
              condition: open < 0 ? null : open,
              ...condition,
            });
          }}
          onClose={() => setOpen(null)}
        />
      )}
    </SpaceBetween>
  );
}

interface ConditionDialogProps {
  statement: StatementCardView;
  condition: CardConditionView | null;
  onSet: (condition: CardConditionView) => void;
  onClose: () => void;
}

function ConditionDialog({ statement, condition, onSet, onClose }: ConditionDialogProps) {
  const { account } = useAccount();
  const [key, setKey] = useState(condition?.key ?? '');
  const [operator, setOperator] = useState(condition?.operator ?? '');
  const [values, setValues] = useState((condition?.values ?? []).join('\n'));
  const choices = useAskKeeping('statement_choices', {
    account: account.id,
    patterns: statement.actions?.values ?? [],
    key: usePaced(key),
  });
  const known = choices.data?.keys.find((one) => one.name.toLowerCase() === key.toLowerCase());
  const operators = known?.operators ?? [];
  const usual = operator === '' ? (operators[0] ?? '') : operator;
  const suited = operators.includes(usual) || usual === '' ? operators : [usual, ...operators];
  const lines = values
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const whole = key.trim() !== '' && usual !== '' && lines.length > 0;
  return (
    <Modal
      visible
      header={condition === null ? s.addCondition : s.editCondition}
      closeAriaLabel={common.close}
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              {common.cancel}
            </Button>
            <Button
              variant="primary"
              disabled={!whole}
              data-testid="condition-set"
              onClick={() => onSet({ key: key.trim(), operator: usual, values: lines })}
            >
              {s.done}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <div data-testid="condition-dialog">
        <SpaceBetween size="m">
          {condition !== null ? null : (
            <FormField label={s.preset}>
              <Select
                placeholder={s.choosePreset}
                data-testid="condition-preset"
                selectedOption={null}
                options={(choices.data?.presets ?? []).map(({ title }) => ({ value: title }))}
                onChange={({ detail }) => {
                  const preset = choices.data?.presets.find(
                    ({ title }) => title === detail.selectedOption.value,
                  );
                  if (preset !== undefined) {
                    setKey(preset.key);
                    setOperator(preset.operator);
                    setValues(preset.values.join('\n'));
                  }
                }}
              />
            </FormField>
          )}
          <FormField
            label={s.key}
            description={known?.description}
            constraintText={
              known === undefined ? undefined : s.type(known.value_type, known.multi_valued)
            }
          >
            <Autosuggest
              value={key}
              placeholder={s.findKey}
              ariaLabel={s.key}
              enteredTextLabel={(value) => value}
              options={(choices.data?.keys ?? []).map(({ name, value_type }) => ({
                value: name,
                tags: [value_type],
              }))}
              data-testid="condition-key"
              onChange={({ detail }) => {
                setKey(detail.value);
                setOperator('');
              }}
            />
          </FormField>
          <FormField label={s.operator}>
            <Select
              data-testid="condition-operator"
              selectedOption={usual === '' ? null : { value: usual }}
              options={suited.map((value) => ({ value }))}
              onChange={({ detail }) => setOperator(detail.selectedOption.value ?? '')}
            />
          </FormField>
          <FormField label={s.values} constraintText={s.valuesHelp}>
            <Textarea
              value={values}
              rows={3}
              placeholder={known?.example}
              spellcheck={false}
              data-testid="condition-values"
              onChange={({ detail }) => setValues(detail.value)}
            />
          </FormField>
        </SpaceBetween>
      </div>
    </Modal>
  );
}
