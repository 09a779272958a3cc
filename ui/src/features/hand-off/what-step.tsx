// What is handed over. How much of it the vault has is said beside each.
import Checkbox from '@cloudscape-design/components/checkbox';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Draft, Person } from '@/features/hand-off/draft';
import type { FieldErrorView, HandOffItems } from '@/ipc/contract';
import { errorText } from '@/shared/field-errors';
import { common } from '@/shared/strings/common';
import { handOffWizard as s } from '@/shared/strings/hand-off';

interface WhatStepProps {
  draft: Draft;
  change: (next: Draft) => void;
  errors: readonly FieldErrorView[];
}

export function WhatStep({ draft, change, errors }: WhatStepProps) {
  const all = draft.people.length;
  const have = (test: (person: Person) => boolean) => draft.people.filter(test).length;
  const items: { id: keyof HandOffItems; label: string; text: string }[] = [
    {
      id: 'password',
      label: s.password,
      text: s.passwordText(
        have((person) => person.password !== ''),
        all,
      ),
    },
    {
      id: 'access_key',
      label: s.accessKey,
      text: s.accessKeyText(
        have((person) => person.access_key !== ''),
        all,
      ),
    },
    { id: 'mfa_alone', label: s.mfaAlone, text: s.mfaAloneText },
    {
      id: 'mfa_device',
      label: s.mfaDevice,
      text: s.mfaDeviceText(
        have((person) => person.mfa_seed),
        all,
      ),
    },
    {
      id: 'ssh_key',
      label: s.sshKey,
      text: s.sshKeyText(
        have((person) => person.ssh_key),
        all,
      ),
    },
    { id: 'cli_profile', label: s.cliProfile, text: s.cliProfileText },
  ];
  const region = errors.find((error) => error.field === 'region');
  return (
    <Container>
      <SpaceBetween size="m">
        <p>{s.whatText}</p>
        <Checkbox
          data-testid="hand-off-letter"
          checked={draft.letter}
          description={s.letterText}
          onChange={({ detail }) => change({ ...draft, letter: detail.checked })}
        >
          {s.letter}
        </Checkbox>
        {items.map(({ id, label, text }) => (
          <Checkbox
            key={id}
            data-testid={`hand-off-${id}`}
            checked={draft.items[id]}
            description={text}
            onChange={({ detail }) =>
              change({ ...draft, items: { ...draft.items, [id]: detail.checked } })
            }
          >
            {label}
          </Checkbox>
        ))}
        {draft.items.cli_profile ? (
          <FormField
            label={
              <>
                {s.region} <i>– {common.optional}</i>
              </>
            }
            constraintText={s.regionHelp}
            errorText={region === undefined ? null : errorText(region)}
          >
            <Input
              data-testid="hand-off-region"
              value={draft.region}
              autoComplete={false}
              spellcheck={false}
              onChange={({ detail }) => change({ ...draft, region: detail.value })}
            />
          </FormField>
        ) : null}
      </SpaceBetween>
    </Container>
  );
}
