// The Create user wizard. Every step asks Rust what the proposal so far would do, and shows what is
// wrong beside its field; nothing is recorded before the last button.
import Wizard from '@cloudscape-design/components/wizard';
import { useMemo, useState } from 'react';
import { CredentialsStep } from '@/features/create-user/credentials-step';
import { DetailsStep } from '@/features/create-user/details-step';
import { emptyDraft, proposalOf, stepOf, withoutSecret } from '@/features/create-user/draft';
import { PermissionsStep } from '@/features/create-user/permissions-step';
import { ReviewStep } from '@/features/create-user/review-step';
import { TagsStep } from '@/features/create-user/tags-step';
import type { DoneView, FieldErrorView } from '@/ipc/contract';
import { useAccount } from '@/shared/account';
import { useDraft } from '@/shared/draft';
import { errorText } from '@/shared/field-errors';
import { Page } from '@/shared/page';
import { useAction, useLive } from '@/shared/queries';
import { href, routes, useGo } from '@/shared/routes';
import { createUser as s } from '@/shared/strings/create-user';
import { help } from '@/shared/strings/help';
import { users } from '@/shared/strings/users';
import { useChange } from '@/shared/use-change';
import { sentence } from '@/shared/words';

export function CreateUserPage() {
  const { account } = useAccount();
  const go = useGo();
  const { draft, change, step, setStep, forget } = useDraft(
    'create user',
    emptyDraft,
    withoutSecret,
  );
  const [tried, setTried] = useState<readonly number[]>([]);
  const [done, setDone] = useState<DoneView | null>(null);
  const { busy, failure, propose } = useChange();
  const check = useAction('preview');
  const proposal = useMemo(() => proposalOf(draft), [draft]);
  const preview = useLive('preview', done === null ? { account: account.id, proposal } : null);
  const errors = preview.answer?.errors ?? none;

  // A field that nobody has touched yet is not wrong yet.
  const touched = (error: FieldErrorView) =>
    tried.includes(stepOf(error)) || (error.field === 'name' && draft.name !== '');
  const shown = errors.filter(touched);
  const general = (at: number) =>
    shown.filter((error) => stepOf(error) === at && !besideAField(error));
  const textFor = (at: number) => {
    const texts = general(at).map(errorText);
    for (const one of [at === 3 ? failure : null, at === step ? check.failure : null]) {
      if (one !== null) {
        texts.push([sentence(one.message), sentence(one.help)].filter(Boolean).join('. '));
      }
    }
    return texts.length === 0 ? undefined : texts.join(' ');
  };

  // Asked anew rather than read off the last answer: that one may be a keystroke behind.
  const errorsNow = async () => {
    const view = await check.run({ account: account.id, proposal });
    return view === null ? null : view.errors;
  };

  const navigate = async (requested: number) => {
    if (requested > step) {
      setTried((before) => [...new Set([...before, step])]);
      const found = await errorsNow();
      if (found === null || found.some((error) => stepOf(error) <= step)) {
        return;
      }
    }
    setStep(requested);
  };

  const submit = async () => {
    setTried([0, 1, 2, 3]);
    const found = await errorsNow();
    const first = found?.[0];
    if (found === null || first !== undefined) {
      setStep(first === undefined ? 3 : stepOf(first));
      return;
    }
    const view = await propose(proposal);
    if (view === null) {
      return;
    }
    forget();
    if (view.credentials.length === 0) {
      go(view.entity === null ? routes.users : routes.user(view.entity));
    } else {
      setDone(view);
    }
  };

  const again = () => {
    setDone(null);
    setTried([]);
    setStep(0);
  };

  if (done !== null) {
    return <CredentialsStep done={done} onAgain={again} />;
  }
  return (
    <Page
      plain
      title={s.title}
      testId="create-user-page"
      help={help.createUser}
      crumbs={[{ text: users.title, href: href(routes.users) }]}
    >
      <Wizard
        activeStepIndex={step}
        onNavigate={({ detail }) => void navigate(detail.requestedStepIndex)}
        onCancel={() => {
          forget();
          go(routes.users);
        }}
        onSubmit={() => void submit()}
        isLoadingNextStep={busy || check.busy}
        i18nStrings={{ submitButton: s.submit }}
        steps={[
          {
            title: s.details,
            content: <DetailsStep draft={draft} change={change} errors={shown} />,
            errorText: textFor(0),
          },
          {
            title: s.permissions,
            isOptional: true,
            content: <PermissionsStep draft={draft} change={change} />,
            errorText: textFor(1),
          },
          {
            title: s.tags,
            isOptional: true,
            content: <TagsStep draft={draft} change={change} errors={shown} />,
            errorText: textFor(2),
          },
          {
            title: s.review,
            content: (
              <ReviewStep
                draft={draft}
                preview={preview.answer}
                waiting={preview.waiting}
                onEdit={setStep}
              />
            ),
            errorText: textFor(3),
          },
        ]}
      />
    </Page>
  );
}

const none: readonly FieldErrorView[] = [];

/** Errors that the step shows at the field itself. */
function besideAField(error: FieldErrorView): boolean {
  return (
    ['name', 'path', 'console.password', 'console', 'access_key.description'].includes(
      error.field,
    ) || error.field.startsWith('tags[')
  );
}
