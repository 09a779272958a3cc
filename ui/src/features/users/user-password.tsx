import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useCallback, useState } from 'react';
import type { DoneView, FieldErrorView, Proposal, UserView } from '@/ipc/contract';
import { useAccount } from '@/shared/account';
import { ChangeDialog } from '@/shared/change-dialog';
import { Copyable } from '@/shared/copyable';
import { Nothing } from '@/shared/entity-table';
import { errorText } from '@/shared/field-errors';
import {
  type ChosenPassword,
  firstPassword,
  PasswordChoice,
  passwordOf,
} from '@/shared/password-choice';
import { SecretValue } from '@/shared/secret-value';
import { common } from '@/shared/strings/common';
import { credentials as s } from '@/shared/strings/users';
import { when } from '@/shared/when';

type Doing = 'enable' | 'reset' | 'disable' | null;

interface UserPasswordProps {
  user: UserView;
  onMade: (view: DoneView) => void;
}

export function UserPassword({ user, onMade }: UserPasswordProps) {
  const { account } = useAccount();
  const [doing, setDoing] = useState<Doing>(null);
  const [password, setPassword] = useState<ChosenPassword>(firstPassword);
  const [errors, setErrors] = useState<readonly FieldErrorView[]>([]);
  const takeErrors = useCallback((found: readonly FieldErrorView[]) => setErrors(found), []);
  const profile = user.login_profile;

  const close = () => {
    setDoing(null);
    setPassword(firstPassword);
  };

  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            profile === null ? (
              <Button data-testid="console-enable" onClick={() => setDoing('enable')}>
                {s.enable}
              </Button>
            ) : (
              <SpaceBetween direction="horizontal" size="xs">
                <Button data-testid="console-disable" onClick={() => setDoing('disable')}>
                  {s.disable}
                </Button>
                <Button data-testid="console-reset" onClick={() => setDoing('reset')}>
                  {s.reset}
                </Button>
              </SpaceBetween>
            )
          }
        >
          {s.passwordTitle}
        </Header>
      }
    >
      {profile === null ? (
        <Nothing title={s.passwordOff} text={s.passwordOffText} />
      ) : (
        <KeyValuePairs
          columns={2}
          items={[
            { label: s.signInUrl, value: <Copyable text={user.sign_in_url} what={s.signInUrl} /> },
            { label: s.passwordSet, value: when(profile.created) || common.notKnown },
            {
              label: s.password,
              value: profile.has_secret ? (
                <SecretValue
                  credential={profile.id}
                  what={s.password.toLowerCase()}
                  testId="console-password"
                />
              ) : (
                s.notHeld
              ),
            },
            { label: s.mustChange, value: profile.reset_required ? common.yes : common.no },
          ]}
        />
      )}
      <ChangeDialog
        proposal={proposalFor(doing, user.id, password)}
        title={titles[doing ?? 'enable'](user.name)}
        confirm={confirms[doing ?? 'enable']}
        text={
          doing === 'disable'
            ? s.disableText
            : doing === 'reset'
              ? s.resetText
              : account.kind === 'aws'
                ? s.awsPassword
                : undefined
        }
        ownFields={['password']}
        onErrors={takeErrors}
        onDone={onMade}
        onClose={close}
      >
        {doing === 'disable' ? null : (
          <PasswordChoice
            password={password}
            onChange={setPassword}
            error={errors.length === 0 ? null : errors.map(errorText).join(' ')}
          />
        )}
      </ChangeDialog>
    </Container>
  );
}

const titles = { enable: s.enableTitle, reset: s.resetTitle, disable: s.disableTitle } as const;
const confirms = { enable: s.enable, reset: s.reset, disable: s.disable } as const;

function proposalFor(doing: Doing, user: string, chosen: ChosenPassword): Proposal | null {
  const password = passwordOf(chosen);
  switch (doing) {
    case null:
      return null;
    case 'disable':
      return { kind: 'disable_console', user };
    case 'enable':
      return { kind: 'enable_console', user, password, reset_required: chosen.resetRequired };
    case 'reset':
      return { kind: 'reset_password', user, password, reset_required: chosen.resetRequired };
  }
}
