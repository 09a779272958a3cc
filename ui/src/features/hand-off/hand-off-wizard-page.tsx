// The hand-off wizard: people, what, how, review. Every step asks Rust what the hand-off so far
// would do; nothing is read from the vault and nothing is written before the last button.
import Wizard from '@cloudscape-design/components/wizard';
import { useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { DoneStep } from '@/features/hand-off/done-step';
import { type Draft, requestOf, simple, stepOf, withPeople } from '@/features/hand-off/draft';
import { HowStep } from '@/features/hand-off/how-step';
import { PeopleStep } from '@/features/hand-off/people-step';
import { ReviewStep } from '@/features/hand-off/review-step';
import { usePreviews } from '@/features/hand-off/use-previews';
import { WhatStep } from '@/features/hand-off/what-step';
import { CommandFailure } from '@/ipc/client';
import type { HandOffDoneView } from '@/ipc/contract';
import { useAccount } from '@/shared/account';
import { Asked } from '@/shared/asked';
import { useGuarded } from '@/shared/confirm-password';
import { errorText } from '@/shared/field-errors';
import { Page } from '@/shared/page';
import { useAction, useAsk } from '@/shared/queries';
import { href, routes, useGo } from '@/shared/routes';
import { handOff, handOffWizard as s } from '@/shared/strings/hand-off';
import { help } from '@/shared/strings/help';
import { sentence } from '@/shared/words';

export function HandOffWizardPage() {
  const { account } = useAccount();
  const { users } = useSearch({ from: '/hand-off/new' });
  const go = useGo();
  const [draft, setDraft] = useState<Draft>(simple);
  const [step, setStep] = useState(0);
  const [tried, setTried] = useState(-1);
  const [shown, setShown] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<CommandFailure | null>(null);
  const [done, setDone] = useState<HandOffDoneView | null>(null);
  const load = useAction('hand_off_people');
  const handOver = useGuarded('hand_off');
  const texts = useAsk('hand_off_texts', {});
  const { preview, letter, errors } = usePreviews(done === null ? draft : null, account.id, shown);

  // Whoever comes from a user's page or from the list brings the people along.
  const first = useRef(true);
  useEffect(() => {
    if (!first.current || users === undefined || users === '') {
      return;
    }
    first.current = false;
    void load.run({ account: account.id, users: users.split(','), group: '' }).then((people) => {
      if (people !== null) {
        setDraft((before) => withPeople(before, people));
      }
    });
  }, [users, account.id, load.run]);

  const wrong = (at: number) =>
    at === 0 && draft.people.length === 0
      ? [s.nobody]
      : errors.filter((error) => stepOf(error.field) === at).map(errorText);
  const textFor = (at: number) => {
    const texts = tried >= at ? wrong(at) : [];
    if (at === 3 && failure !== null) {
      texts.push([sentence(failure.message), sentence(failure.help)].filter(Boolean).join('. '));
    }
    return texts.length === 0 ? undefined : texts.join(' ');
  };
  const navigate = (requested: number) => {
    if (requested > step) {
      setTried((before) => Math.max(before, step));
      if (wrong(step).length > 0) {
        return;
      }
    }
    setStep(requested);
  };
  const submit = async () => {
    setTried(3);
    const at = [0, 1, 2].find((one) => wrong(one).length > 0);
    if (at !== undefined) {
      setStep(at);
      return;
    }
    setBusy(true);
    setFailure(null);
    try {
      const view = await handOver(requestOf(draft, account.id));
      if (view !== null) {
        setDone(view);
      }
    } catch (reason) {
      setFailure(reason instanceof CommandFailure ? reason : null);
    } finally {
      setBusy(false);
    }
  };

  if (done !== null) {
    return (
      <DoneStep
        done={done}
        onAgain={() => {
          setDone(null);
          setDraft(simple);
          setStep(0);
          setTried(-1);
        }}
      />
    );
  }
  return (
    <Page
      plain
      title={s.title}
      testId="hand-off-wizard"
      help={help.handOff}
      crumbs={[{ text: handOff.title, href: href(routes.handOffs) }]}
    >
      <Asked query={texts}>
        {(words) => (
          <Wizard
            activeStepIndex={step}
            onNavigate={({ detail }) => navigate(detail.requestedStepIndex)}
            onCancel={() => go(routes.handOffs)}
            onSubmit={() => void submit()}
            isLoadingNextStep={busy}
            i18nStrings={{ submitButton: s.submit }}
            steps={[
              {
                title: s.people,
                content: <PeopleStep draft={draft} change={setDraft} />,
                errorText: textFor(0),
              },
              {
                title: s.what,
                content: <WhatStep draft={draft} change={setDraft} errors={errors} />,
                errorText: textFor(1),
              },
              {
                title: s.how,
                content: (
                  <HowStep
                    draft={draft}
                    change={setDraft}
                    errors={errors}
                    texts={words}
                    letter={letter}
                    shown={shown}
                    onShow={setShown}
                  />
                ),
                errorText: textFor(2),
              },
              {
                title: s.review,
                content: (
                  <ReviewStep
                    request={() => requestOf(draft, account.id)}
                    encrypted={draft.secrets === 'encrypted'}
                    preview={preview}
                    errors={errors}
                    letter={letter}
                    onShow={setShown}
                    letters={draft.letter}
                  />
                ),
                errorText: textFor(3),
              },
            ]}
          />
        )}
      </Asked>
    </Page>
  );
}
