// The Create user wizard, and the credentials it ends with, shown once.
import { useState } from 'react';
import { CredentialsStep } from '@/features/create-user/credentials-step';
import { DetailsStep } from '@/features/create-user/details-step';
import { emptyDraft, proposalOf, stepOf, withoutSecret } from '@/features/create-user/draft';
import { PermissionsStep } from '@/features/create-user/permissions-step';
import { ReviewStep } from '@/features/create-user/review-step';
import { TagsStep } from '@/features/create-user/tags-step';
import type { DoneView, FieldErrorView } from '@/ipc/contract';
import { href, routes, useGo } from '@/shared/routes';
import { createUser as s } from '@/shared/strings/create-user';
import { help } from '@/shared/strings/help';
import { users } from '@/shared/strings/users';
import { useWizard } from '@/shared/use-wizard';
import { WizardPage } from '@/shared/wizard-page';

export function CreateUserPage() {
  const [done, setDone] = useState<DoneView | null>(null);
  return done === null ? (
    <CreateUser onCredentials={setDone} />
  ) : (
    <CredentialsStep done={done} onAgain={() => setDone(null)} />
  );
}

function CreateUser({ onCredentials }: { onCredentials: (done: DoneView) => void }) {
  const go = useGo();
  const wizard = useWizard({
    name: 'create user',
    empty: emptyDraft,
    keep: withoutSecret,
    proposalOf,
    stepOf,
    besideAField,
    touched: (error, draft) => error.field === 'name' && draft.name !== '',
    last: 3,
    onDone: (done) => {
      if (done.credentials.length > 0) {
        onCredentials(done);
      } else {
        go(done.entity === null ? routes.users : routes.user(done.entity));
      }
    },
  });
  const { draft, change, shown } = wizard;
  return (
    <WizardPage
      wizard={wizard}
      title={s.title}
      testId="create-user-page"
      help={help.createUser}
      crumbs={[{ text: users.title, href: href(routes.users) }]}
      back={routes.users}
      submit={s.submit}
      steps={[
        {
          title: s.details,
          content: <DetailsStep draft={draft} change={change} errors={shown} />,
        },
        {
          title: s.permissions,
          isOptional: true,
          content: <PermissionsStep draft={draft} change={change} />,
        },
        {
          title: s.tags,
          isOptional: true,
          content: <TagsStep draft={draft} change={change} errors={shown} />,
        },
        {
          title: s.review,
          content: (
            <ReviewStep
              draft={draft}
              preview={wizard.preview}
              waiting={wizard.waiting}
              onEdit={wizard.setStep}
            />
          ),
        },
      ]}
    />
  );
}

/** Errors that the step shows at the field itself. */
function besideAField(error: FieldErrorView): boolean {
  return (
    ['name', 'path', 'console.password', 'console', 'access_key.description'].includes(
      error.field,
    ) || error.field.startsWith('tags[')
  );
}
