// Create access key: what it is for and the better way, a description, what comes of it, the key.
import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import RadioGroup from '@cloudscape-design/components/radio-group';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useParams } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import type { DoneView, UserView } from '@/ipc/contract';
import { useAccount } from '@/shared/account';
import { Asked } from '@/shared/asked';
import { CredentialPanel } from '@/shared/credential-panel';
import { errorFor } from '@/shared/field-errors';
import { Page } from '@/shared/page';
import { useAsk } from '@/shared/queries';
import { ReviewChanges } from '@/shared/review-changes';
import { ReviewSection } from '@/shared/review-section';
import { href, routes, useGo } from '@/shared/routes';
import { keyUses, createKey as s } from '@/shared/strings/access-keys';
import { common } from '@/shared/strings/common';
import { help } from '@/shared/strings/help';
import { credentials, users } from '@/shared/strings/users';
import { TextField } from '@/shared/text-field';
import { useWizard } from '@/shared/use-wizard';
import { WizardPage } from '@/shared/wizard-page';
import { Words } from '@/shared/words';

interface Draft {
  /** The id of one of `keyUses`, or empty. */
  use: string;
  understood: boolean;
  description: string;
}

const emptyDraft: Draft = { use: '', understood: false, description: '' };

export function CreateKeyPage() {
  const { id } = useParams({ from: '/users/$id/keys/create' });
  const { account } = useAccount();
  const query = useAsk('user', { account: account.id, id });
  const [done, setDone] = useState<DoneView | null>(null);
  return (
    <Asked query={query}>
      {(user) =>
        done === null ? (
          <CreateKey user={user} onDone={setDone} />
        ) : (
          <Made user={user} done={done} />
        )
      }
    </Asked>
  );
}

const crumbsOf = (user: UserView) => [
  { text: users.title, href: href(routes.users) },
  { text: user.name, href: href(routes.userKeys(user.id)) },
];

function CreateKey({ user, onDone }: { user: UserView; onDone: (done: DoneView) => void }) {
  const { account } = useAccount();
  const aws = account.kind === 'aws';
  const [refused, setRefused] = useState(false);
  const proposalOf = useCallback(
    ({ description }: Draft) =>
      ({ kind: 'create_access_key', user: user.id, description }) as const,
    [user.id],
  );
  const wizard = useWizard({
    name: `create access key ${user.id}`,
    empty: emptyDraft,
    proposalOf,
    stepOf: (error) => (error.field === 'description' ? 1 : 2),
    besideAField: (error) => error.field === 'description',
    touched: (error) => error.field === 'description',
    last: 2,
    onDone,
  });
  const { draft, change } = wizard;
  const use = keyUses.find((one) => one.id === draft.use);
  const wrong =
    use === undefined
      ? s.chooseUse
      : use.alternative !== '' && !draft.understood
        ? s.tick
        : undefined;
  return (
    <WizardPage
      wizard={wizard}
      title={aws ? s.titleForAws(user.name) : s.titleFor(user.name)}
      testId="create-key-page"
      help={help.createKey}
      crumbs={crumbsOf(user)}
      back={routes.userKeys(user.id)}
      submit={aws ? s.titleAws : s.title}
      mayGo={(requested) => {
        const stays = requested > 0 && wrong !== undefined;
        setRefused(stays);
        return !stays;
      }}
      steps={[
        {
          title: s.useStep,
          errorText: refused ? wrong : undefined,
          content: (
            <SpaceBetween size="l">
              <Container>
                <FormField label={s.use}>
                  <RadioGroup
                    value={draft.use === '' ? null : draft.use}
                    ariaLabel={s.use}
                    items={keyUses.map(({ id, label, text }) => ({
                      value: id,
                      label,
                      description: text,
                    }))}
                    onChange={({ detail }) => change({ use: detail.value, understood: false })}
                  />
                </FormField>
              </Container>
              {use === undefined || use.alternative === '' ? null : (
                <div data-testid="better-way">
                  <Alert type="info" header={s.better}>
                    <Words text={use.alternative} />
                  </Alert>
                </div>
              )}
              {use === undefined || use.alternative === '' ? null : (
                <Checkbox
                  checked={draft.understood}
                  data-testid="understood"
                  onChange={({ detail }) => change({ understood: detail.checked })}
                >
                  {s.understood}
                </Checkbox>
              )}
            </SpaceBetween>
          ),
        },
        {
          title: s.descriptionStep,
          isOptional: true,
          content: (
            <Container>
              <TextField
                label={s.description}
                help={s.descriptionHelp}
                error={errorFor(wizard.shown, 'description')}
                value={draft.description}
                prose
                testId="key-description"
                onChange={(description) => change({ description })}
              />
            </Container>
          ),
        },
        {
          title: s.review,
          content: (
            <SpaceBetween size="l">
              <ReviewSection title={s.useStep} onEdit={() => wizard.setStep(0)}>
                <KeyValuePairs
                  columns={2}
                  items={[
                    { label: s.use, value: use?.label ?? common.none },
                    { label: s.description, value: draft.description || common.none },
                  ]}
                />
              </ReviewSection>
              {aws ? <Alert type="info">{credentials.awsKeys}</Alert> : null}
              <ReviewChanges preview={wizard.preview} waiting={wizard.waiting} />
            </SpaceBetween>
          ),
        },
      ]}
    />
  );
}

/** The key, once: later it is shown on the user's page for as long as the vault holds it. */
function Made({ user, done }: { user: UserView; done: DoneView }) {
  const { account } = useAccount();
  const go = useGo();
  return (
    <Page
      title={account.kind === 'aws' ? s.doneTitleAws : s.doneTitle}
      testId="made-key-page"
      help={help.createKey}
      crumbs={crumbsOf(user)}
    >
      <SpaceBetween size="l">
        {done.credentials.some((made) => made.has_secret) ? (
          <Alert type="warning">{credentials.madeText}</Alert>
        ) : null}
        {done.credentials.map((made) => (
          <CredentialPanel key={made.id} credential={made} />
        ))}
        <SpaceBetween direction="horizontal" size="xs">
          <Button
            variant="primary"
            data-testid="key-done"
            onClick={() => go(routes.userKeys(user.id))}
          >
            {s.done}
          </Button>
          <Button onClick={() => go(routes.newHandOff([user.id]))}>{users.handOver}</Button>
        </SpaceBetween>
      </SpaceBetween>
    </Page>
  );
}
