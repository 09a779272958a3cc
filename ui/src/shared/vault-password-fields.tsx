// Choosing a password for the vault: twice, with what zxcvbn thinks of it. Asked live, kept nowhere.
import FormField from '@cloudscape-design/components/form-field';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { StrengthView } from '@/ipc/contract';
import { PasswordInput } from '@/shared/password-input';
import { useLive } from '@/shared/queries';
import { common } from '@/shared/strings/common';
import { firstRun as s } from '@/shared/strings/first-run';

interface VaultPasswordFieldsProps {
  label: string;
  password: string;
  repeated: string;
  onPassword: (password: string) => void;
  onRepeated: (password: string) => void;
  /** The form was sent once: now empty and differing fields are marked too. */
  tried: boolean;
  strength: StrengthView | null;
}

/** What is known of a password that is being chosen. */
export function useStrength(password: string): StrengthView | null {
  return useLive('password_strength', password === '' ? null : { password }).answer;
}

export function VaultPasswordFields(props: VaultPasswordFieldsProps) {
  const { strength } = props;
  const differs = props.repeated !== props.password && (props.tried || props.repeated !== '');
  const refused = strength !== null && !strength.accepted;
  return (
    <SpaceBetween size="l">
      <FormField
        label={props.label}
        errorText={props.tried && (refused || props.password === '') ? s.strengthNotYet : null}
      >
        <PasswordInput testId="new-password" value={props.password} onChange={props.onPassword} />
      </FormField>
      <div aria-live="polite" data-testid="password-strength" data-score={strength?.score ?? ''}>
        <ProgressBar
          label={s.strengthTitle}
          value={strength === null ? 0 : Math.max(strength.score, 0.2) * 25}
          additionalInfo={strengthText(strength)}
          description={strength === null ? common.none : s.strength[strength.score]}
        />
      </div>
      <FormField label={s.repeat} errorText={differs ? s.repeatDiffers : null}>
        <PasswordInput
          testId="repeat-password"
          value={props.repeated}
          onChange={props.onRepeated}
        />
      </FormField>
    </SpaceBetween>
  );
}

function strengthText(strength: StrengthView | null): string {
  if (strength === null) {
    return '';
  }
  const parts = [strength.warning, ...strength.suggestions];
  if (strength.guess_time !== '') {
    parts.push(s.guessTime(strength.guess_time));
  }
  return parts
    .filter((part) => part !== '')
    .map((part) => (/[.!?]$/.test(part) ? part : `${part}.`))
    .join(' ');
}
