import Alert from '@cloudscape-design/components/alert';
import Checkbox from '@cloudscape-design/components/checkbox';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Draft } from '@/features/create-user/draft';
import type { FieldErrorView } from '@/ipc/contract';
import { useAccount } from '@/shared/account';
import { errorFor } from '@/shared/field-errors';
import { NameFields } from '@/shared/name-fields';
import { PasswordChoice } from '@/shared/password-choice';
import { common } from '@/shared/strings/common';
import { createUser as s } from '@/shared/strings/create-user';
import { TextField } from '@/shared/text-field';

interface DetailsStepProps {
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  errors: readonly FieldErrorView[];
}

export function DetailsStep({ draft, change, errors }: DetailsStepProps) {
  const { account } = useAccount();
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">{s.userDetails}</Header>}>
        <NameFields
          label={s.name}
          help={s.nameHelp}
          pathHelp={s.pathHelp}
          name={draft.name}
          path={draft.path}
          errors={errors}
          onChange={change}
          testId="user"
        />
      </Container>
      <Container
        header={
          <Header variant="h2" description={s.accessText}>
            {s.access}
          </Header>
        }
      >
        <SpaceBetween size="m">
          <Checkbox
            checked={draft.console}
            description={s.consoleText}
            data-testid="console-access"
            onChange={({ detail }) => change({ console: detail.checked })}
          >
            {s.console}
          </Checkbox>
          {draft.console ? (
            <div className="indented">
              <PasswordChoice
                password={draft.password}
                onChange={(password) => change({ password })}
                error={errorFor(errors, 'console.password') ?? errorFor(errors, 'console')}
              />
            </div>
          ) : null}
          <Checkbox
            checked={draft.key}
            description={s.keyText}
            data-testid="programmatic-access"
            onChange={({ detail }) => change({ key: detail.checked })}
          >
            {s.key}
          </Checkbox>
          {draft.key ? (
            <div className="indented">
              <TextField
                label={
                  <>
                    {s.keyDescription} <i>– {common.optional}</i>
                  </>
                }
                error={errorFor(errors, 'access_key.description')}
                value={draft.keyDescription}
                prose
                onChange={(keyDescription) => change({ keyDescription })}
              />
            </div>
          ) : null}
          {account.kind === 'aws' && (draft.console || draft.key) ? (
            <Alert type="info">{s.awsCredentials}</Alert>
          ) : null}
        </SpaceBetween>
      </Container>
    </SpaceBetween>
  );
}
