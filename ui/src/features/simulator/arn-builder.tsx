// A resource put together from a format of its action: every blank is a field.
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useAccount } from '@/shared/account';
import { analyse } from '@/shared/strings/analyse';

const s = analyse.ask;

interface ArnBuilderProps {
  formats: readonly string[];
  onUse: (arn: string) => void;
  onClose: () => void;
}

export function ArnBuilder({ formats, onUse, onClose }: ArnBuilderProps) {
  const { account } = useAccount();
  const [format, setFormat] = useState(formats[0] ?? '');
  const [filled, setFilled] = useState<Readonly<Record<string, string>>>({
    Partition: account.partition,
    Account: account.account_id,
  });
  const blanks = [...new Set([...format.matchAll(/\$\{([^}]+)\}/g)].map(([, name = '']) => name))];
  const arn = format.replace(/\$\{([^}]+)\}/g, (blank, name: string) => filled[name] || blank);
  const whole = arn !== '' && !arn.includes('${');
  return (
    <Modal
      visible
      header={s.builder}
      closeAriaLabel={s.cancel}
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              {s.cancel}
            </Button>
            <Button
              variant="primary"
              disabled={!whole}
              data-testid="arn-use"
              onClick={() => onUse(arn)}
            >
              {s.build}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <div data-testid="arn-builder">
        <SpaceBetween size="m">
          <FormField label={s.format}>
            <Select
              selectedOption={{ value: format }}
              options={formats.map((value) => ({ value }))}
              onChange={({ detail }) => setFormat(detail.selectedOption.value ?? '')}
            />
          </FormField>
          {blanks.map((name) => (
            <FormField key={name} label={s.blank(name)}>
              <Input
                value={filled[name] ?? ''}
                autoComplete="off"
                spellcheck={false}
                data-testid={`arn-${name}`}
                onChange={({ detail }) => setFilled({ ...filled, [name]: detail.value })}
              />
            </FormField>
          ))}
          <FormField label={s.result}>
            <Box>
              <code>{arn}</code>
            </Box>
          </FormField>
        </SpaceBetween>
      </div>
    </Modal>
  );
}
