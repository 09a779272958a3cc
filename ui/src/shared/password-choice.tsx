// The console password of a user: made by the account's password policy, or chosen.

import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import RadioGroup from '@cloudscape-design/components/radio-group';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { GeneratedPasswordView, NewPassword } from '@/ipc/contract';
import { useAccount } from '@/shared/account';
import { PasswordInput } from '@/shared/password-input';
import { useAsk, useLive } from '@/shared/queries';
import { passwordChoice as s } from '@/shared/strings/users';

export interface ChosenPassword {
  kind: 'generated' | 'pronounceable' | 'custom';
  custom: string;
  resetRequired: boolean;
}

export const firstPassword: ChosenPassword = {
  kind: 'generated',
  custom: '',
  resetRequired: true,
};

/** The choice as a proposal carries it. */
export function passwordOf(chosen: ChosenPassword): NewPassword {
  return chosen.kind === 'custom'
    ? { kind: 'custom', password: chosen.custom }
    : { kind: 'generated', pronounceable: chosen.kind === 'pronounceable' };
}

interface PasswordChoiceProps {
  password: ChosenPassword;
  onChange: (password: ChosenPassword) => void;
  /** What the proposal's check says of the custom password. */
  error: string | null;
}

export function PasswordChoice({ password, onChange, error }: PasswordChoiceProps) {
  const { account } = useAccount();
  const policy = useAsk('password_policy', { account: account.id });
  const checked = useLive(
    'check_new_password',
    password.kind === 'custom' && password.custom !== ''
      ? { account: account.id, password: password.custom }
      : null,
  );
  const violations = checked.answer?.violations ?? [];
  const warnings = checked.answer?.warnings ?? [];
  return (
    <SpaceBetween size="m">
      <FormField label={s.label}>
        <RadioGroup
          value={password.kind}
          onChange={({ detail }) =>
            onChange({ ...password, kind: detail.value as ChosenPassword['kind'] })
          }
          items={[
            {
              value: 'generated',
              label: <span data-testid="password-generated">{s.generated}</span>,
              description: generatedText(s.generatedText, policy.data?.random),
            },
            {
              value: 'pronounceable',
              label: <span data-testid="password-pronounceable">{s.pronounceable}</span>,
              description: generatedText(s.pronounceableText, policy.data?.pronounceable),
            },
            {
              value: 'custom',
              label: <span data-testid="password-custom">{s.custom}</span>,
              description: s.customText,
            },
          ]}
        />
      </FormField>
      {password.kind === 'custom' ? (
        <FormField
          label={s.field}
          errorText={violations.length > 0 ? violations.join(' ') : error}
          warningText={warnings.length > 0 ? warnings.join(' ') : null}
          constraintText={(policy.data?.rules ?? []).join(' ')}
        >
          <PasswordInput
            testId="custom-password"
            value={password.custom}
            onChange={(custom) => onChange({ ...password, custom })}
          />
        </FormField>
      ) : null}
      <Checkbox
        checked={password.resetRequired}
        description={s.mustChangeText}
        data-testid="password-reset-required"
        onChange={({ detail }) => onChange({ ...password, resetRequired: detail.checked })}
      >
        {s.mustChange}
      </Checkbox>
    </SpaceBetween>
  );
}

/** With how much there is to guess, once it is known. */
function generatedText(text: string, made: GeneratedPasswordView | undefined): string {
  return made === undefined ? text : `${text} ${s.entropy(made.length, made.bits)}`;
}
