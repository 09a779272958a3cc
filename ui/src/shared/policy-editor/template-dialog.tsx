// A template with its blanks; while they are filled in, the simulator says what comes of it.
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import RadioGroup from '@cloudscape-design/components/radio-group';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import { useAccount } from '@/shared/account';
import { FailureAlert } from '@/shared/failure-alert';
import { errorFor } from '@/shared/field-errors';
import { JsonView } from '@/shared/json-view';
import { useAsk, useLive } from '@/shared/queries';
import { common } from '@/shared/strings/common';
import { policyEditor as s } from '@/shared/strings/policy-editor';
import { sentence, Words } from '@/shared/words';

interface TemplateDialogProps {
  onUse: (text: string) => void;
  onClose: () => void;
}

export function TemplateDialog({ onUse, onClose }: TemplateDialogProps) {
  const { account } = useAccount();
  const templates = useAsk('policy_templates', { account: account.id });
  const [chosen, setChosen] = useState('');
  const [filled, setFilled] = useState<Readonly<Record<string, string>>>({});
  const template = templates.data?.find(({ id }) => id === chosen) ?? templates.data?.[0] ?? null;
  const blanks = (template?.blanks ?? []).map(({ name, value }) => ({
    name,
    value: filled[name] ?? value,
  }));
  const made = useLive(
    'fill_template',
    template === null ? null : { account: account.id, template: template.id, blanks },
    60,
  );
  const errors = (made.answer?.errors ?? []).filter(({ field }) => filled[field] !== undefined);
  const text = made.answer?.text ?? '';
  return (
    <Modal
      visible
      size="large"
      header={s.templatesTitle}
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
              disabled={text === ''}
              data-testid="template-use"
              onClick={() => onUse(text)}
            >
              {s.useTemplate}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <div data-testid="template-dialog">
        <SpaceBetween size="m">
          <FailureAlert failure={templates.error ?? made.failure} />
          <FormField label={s.template}>
            <RadioGroup
              value={template?.id ?? null}
              ariaRequired
              items={(templates.data ?? []).map(({ id, title, text: description }) => ({
                value: id,
                label: title,
                description,
              }))}
              onChange={({ detail }) => setChosen(detail.value)}
            />
          </FormField>
          {(template?.blanks ?? []).map((blank) => (
            <FormField
              key={`${template?.id} ${blank.name}`}
              label={blank.label}
              constraintText={<Words text={sentence(blank.help)} />}
              errorText={errorFor(errors, blank.name)}
            >
              <Input
                value={filled[blank.name] ?? blank.value}
                autoComplete="off"
                spellcheck={false}
                data-testid={`blank-${blank.name}`}
                onChange={({ detail }) => setFilled({ ...filled, [blank.name]: detail.value })}
              />
            </FormField>
          ))}
          {text === '' ? null : (
            <>
              <div>
                <Box variant="awsui-key-label">{s.promises}</Box>
                <ul className="policy-editor-findings" data-testid="template-promises">
                  {(made.answer?.promises ?? []).map((promise) => (
                    <li key={promise.sentence}>
                      <StatusIndicator type={promise.holds ? 'success' : 'error'}>
                        {promise.sentence}
                      </StatusIndicator>
                    </li>
                  ))}
                </ul>
              </div>
              <JsonView text={text} label={s.editorLabel} />
            </>
          )}
        </SpaceBetween>
      </div>
    </Modal>
  );
}
