import Button from '@cloudscape-design/components/button';
import type { InputProps } from '@cloudscape-design/components/input';
import Input from '@cloudscape-design/components/input';
import { type RefObject, useState } from 'react';
import { common } from '@/shared/strings/common';
import './password-input.css';

interface PasswordInputProps {
  value: string;
  onChange: (value: string) => void;
  ariaLabel?: string;
  invalid?: boolean;
  autoFocus?: boolean;
  disabled?: boolean;
  onEnter?: () => void;
  inputRef?: RefObject<InputProps.Ref | null>;
  testId: string;
}

/** A password field that can be looked at. Browsers are told not to remember it. */
export function PasswordInput(props: PasswordInputProps) {
  const [shown, setShown] = useState(false);
  return (
    <div className="password-input" data-testid={props.testId}>
      <Input
        ref={props.inputRef ?? null}
        type={shown ? 'text' : 'password'}
        value={props.value}
        ariaLabel={props.ariaLabel}
        invalid={props.invalid ?? false}
        disabled={props.disabled ?? false}
        autoFocus={props.autoFocus ?? false}
        autoComplete="off"
        spellcheck={false}
        disableBrowserAutocorrect
        onChange={({ detail }) => props.onChange(detail.value)}
        onKeyDown={({ detail }) => {
          if (detail.key === 'Enter') {
            props.onEnter?.();
          }
        }}
      />
      <Button
        variant="icon"
        iconName={shown ? 'lock-private' : 'unlocked'}
        formAction="none"
        ariaLabel={shown ? common.hidePassword : common.showPassword}
        onClick={() => setShown((before) => !before)}
      />
    </div>
  );
}
