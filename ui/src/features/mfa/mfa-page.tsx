// Assign MFA device: a name, a QR code, two codes. The seed waits on the other side and never comes
// here but as a drawing that was asked for.
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tiles from '@cloudscape-design/components/tiles';
import Wizard from '@cloudscape-design/components/wizard';
import { useParams } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { CommandFailure } from '@/ipc/client';
import type { MfaDoneView, MfaSetupView, UserView } from '@/ipc/contract';
import { useAccount } from '@/shared/account';
import { Asked } from '@/shared/asked';
import { useDraft } from '@/shared/draft';
import { FailureAlert } from '@/shared/failure-alert';
import { useFlash } from '@/shared/flash';
import { MfaCommand } from '@/shared/mfa-command';
import { MfaQr } from '@/shared/mfa-qr';
import { Page } from '@/shared/page';
import { useAction, useAsk } from '@/shared/queries';
import { href, routes, useGo } from '@/shared/routes';
import { mfa as s } from '@/shared/strings/mfa';
import { users } from '@/shared/strings/users';
import { TextField } from '@/shared/text-field';
import { useFocusOnFault } from '@/shared/wizard-page';
import { sentence } from '@/shared/words';

export function MfaPage() {
  const { id } = useParams({ from: '/users/$id/mfa' });
  const { account } = useAccount();
  const query = useAsk('user', { account: account.id, id });
  const name = query.data?.name ?? '';
  return (
    <Page
      plain
      title={name === '' ? s.title : s.titleFor(name)}
      testId="mfa-page"
      crumbs={[
        { text: users.title, href: href(routes.users) },
        ...(name === '' ? [] : [{ text: name, href: href(routes.user(id)) }]),
      ]}
    >
      <Asked query={query}>{(user) => <MfaWizard user={user} />}</Asked>
    </Page>
  );
}

/** What stands beside a field when the last command failed because of it. */
function beside(failure: CommandFailure | null, field: string): string | null {
  return failure === null || failure.at !== field
    ? null
    : [sentence(failure.message), sentence(failure.help)].filter(Boolean).join('. ');
}

function MfaWizard({ user }: { user: UserView }) {
  const { account } = useAccount();
  const aws = account.kind === 'aws';
  const go = useGo();
  const flash = useFlash();
  const [step, setStep] = useState(0);
  // The seed is a secret and is not kept; the set-up on the other side ends with a lock. Name and
  // way survive it.
  const empty = useMemo(() => ({ name: user.name, alone: false }), [user.name]);
  const { draft, change, forget } = useDraft(`mfa ${user.id}`, empty);
  const { name, alone } = draft;
  const setAlone = (way: boolean) => change({ alone: way });
  const [seed, setSeed] = useState('');
  const [first, setFirst] = useState('');
  const [second, setSecond] = useState('');
  const [setup, setSetup] = useState<{ view: MfaSetupView; of: string } | null>(null);
  const [done, setDone] = useState<MfaDoneView | null>(null);
  const [refusals, setRefusals] = useState(0);
  useFocusOnFault('mfa-page', refusals);
  const start = useAction('start_mfa');
  const picture = useAction('start_mfa_from_picture');
  const qr = useAction('mfa_qr');
  const finish = useAction('finish_mfa');
  const cancel = useAction('cancel_mfa');
  const open = useRef<string | null>(null);
  const giveUp = cancel.run;

  // Whoever leaves before the end leaves no seed behind.
  useEffect(
    () => () => {
      if (open.current !== null) {
        void giveUp({ setup: open.current });
      }
    },
    [giveUp],
  );

  const navigate = async (requested: number) => {
    if (step === 0 && requested > 0) {
      const of = `${name} ${seed}`;
      if (setup?.of !== of) {
        const view = await start.run({ account: account.id, user: user.id, name, seed });
        if (view === null) {
          setRefusals((before) => before + 1);
          return;
        }
        open.current = view.setup;
        setSetup({ view, of });
      }
    }
    setStep(requested);
  };

  /** The seed comes out of a file that Rust reads: it never passes through here. */
  const fromPicture = async () => {
    start.clear();
    const view = await picture.run({ account: account.id, user: user.id, name, seed: '' });
    if (view !== null) {
      open.current = view.setup;
      setSetup({ view, of: `${name} ${seed}` });
      setStep(1);
    }
  };

  const submit = async () => {
    if (setup === null) {
      setStep(0);
      return;
    }
    const view = await finish.run({ setup: setup.view.setup, first, second });
    if (view === null) {
      setRefusals((before) => before + 1);
    } else {
      open.current = null;
      setSeed('');
      forget();
      flash.done(view.done);
      setDone(view);
    }
  };

  const leave = () => {
    forget();
    go(routes.user(user.id));
  };

  if (done !== null) {
    return <Done done={done} user={user} />;
  }
  const general = (failure: CommandFailure | null, fields: readonly string[]) =>
    failure === null || fields.includes(failure.at) ? undefined : (
      <FailureAlert failure={failure} />
    );
  return (
    <Wizard
      activeStepIndex={step}
      onNavigate={({ detail }) => void navigate(detail.requestedStepIndex)}
      onCancel={leave}
      onSubmit={() => (alone ? leave() : void submit())}
      isLoadingNextStep={start.busy || finish.busy}
      i18nStrings={{ submitButton: alone ? s.toUser : s.submit }}
      steps={
        alone
          ? [
              {
                title: s.nameStep,
                content: (
                  <SpaceBetween size="l">
                    <Way alone={alone} choose={setAlone} />
                    <Alone user={user} />
                  </SpaceBetween>
                ),
              },
            ]
          : [
              {
                title: s.nameStep,
                content: (
                  <SpaceBetween size="l">
                    {aws ? (
                      <Way alone={alone} choose={setAlone} />
                    ) : (
                      <Alert type="info">{s.local}</Alert>
                    )}
                    <Container>
                      <SpaceBetween size="l">
                        <TextField
                          label={s.name}
                          help={s.nameHelp}
                          error={beside(start.failure ?? picture.failure, 'name')}
                          value={name}
                          testId="mfa-name"
                          onChange={(name) => change({ name })}
                        />
                        {aws ? (
                          <FormField
                            label={s.seed}
                            constraintText={s.seedHelp}
                            errorText={beside(start.failure ?? picture.failure, 'seed')}
                            secondaryControl={
                              <Button
                                loading={picture.busy}
                                data-testid="mfa-picture"
                                onClick={() => void fromPicture()}
                              >
                                {s.picture}
                              </Button>
                            }
                          >
                            <Input
                              value={seed}
                              type="password"
                              autoComplete="off"
                              spellcheck={false}
                              data-testid="mfa-seed"
                              onChange={({ detail }) => setSeed(detail.value)}
                            />
                          </FormField>
                        ) : null}
                        {general(start.failure ?? picture.failure, ['name', 'seed'])}
                      </SpaceBetween>
                    </Container>
                  </SpaceBetween>
                ),
              },
              {
                title: s.scanStep,
                content: (
                  <Container header={<Header variant="h2">{s.qrTitle}</Header>}>
                    <SpaceBetween size="m">
                      <MfaQr ask={() => qr.run({ setup: setup?.view.setup ?? '' })} />
                      <FailureAlert failure={qr.failure} />
                      <div>
                        <Box variant="awsui-key-label">{s.serial}</Box>
                        <span className="mono">{setup?.view.serial}</span>
                      </div>
                    </SpaceBetween>
                  </Container>
                ),
              },
              {
                title: s.codesStep,
                content: (
                  <Container>
                    <SpaceBetween size="l">
                      <Box>{s.codesText}</Box>
                      <Code
                        label={s.first}
                        value={first}
                        error={beside(finish.failure, 'first')}
                        testId="mfa-first"
                        onChange={setFirst}
                      />
                      <Code
                        label={s.second}
                        value={second}
                        error={beside(finish.failure, 'second')}
                        testId="mfa-second"
                        onChange={setSecond}
                      />
                      {general(finish.failure, ['first', 'second'])}
                    </SpaceBetween>
                  </Container>
                ),
              },
            ]
      }
    />
  );
}

function Way({ alone, choose }: { alone: boolean; choose: (alone: boolean) => void }) {
  return (
    <FormField label={s.way}>
      <Tiles
        columns={2}
        value={alone ? 'alone' : 'here'}
        onChange={({ detail }) => choose(detail.value === 'alone')}
        items={[
          { value: 'here', label: s.wayHere, description: s.wayHereText },
          { value: 'alone', label: s.wayAlone, description: s.wayAloneText },
        ]}
      />
    </FormField>
  );
}

function Alone({ user }: { user: UserView }) {
  return (
    <Container header={<Header variant="h2">{s.aloneTitle}</Header>}>
      <SpaceBetween size="m">
        <ol data-testid="mfa-alone">
          {s.aloneSteps(user.name, user.sign_in_url).map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ol>
        <Box color="text-body-secondary">{s.aloneNote}</Box>
      </SpaceBetween>
    </Container>
  );
}

interface CodeProps {
  label: string;
  value: string;
  error: string | null;
  testId: string;
  onChange: (value: string) => void;
}

function Code({ label, value, error, testId, onChange }: CodeProps) {
  return (
    <TextField
      label={label}
      help={s.codeHelp}
      error={error}
      value={value}
      numeric
      testId={testId}
      onChange={onChange}
    />
  );
}

function Done({ done, user }: { done: MfaDoneView; user: UserView }) {
  const go = useGo();
  return (
    <Container
      header={<Header variant="h1">{done.command === null ? s.done : s.doneAws}</Header>}
      footer={
        <Button variant="primary" onClick={() => go(routes.user(user.id))}>
          {s.toUser}
        </Button>
      }
    >
      <div data-testid="mfa-done">
        <SpaceBetween size="m">
          <Box>{done.clock}</Box>
          {done.command === null ? null : (
            <MfaCommand credential={done.credential} first={done.command} />
          )}
        </SpaceBetween>
      </div>
    </Container>
  );
}
