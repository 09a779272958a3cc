// The trust policy of a role: edit, see what differs, save.
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useParams } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import type { FieldErrorView, Proposal, RoleView } from '@/ipc/contract';
import { useAccount } from '@/shared/account';
import { Asked } from '@/shared/asked';
import { type DocumentDraft, DraftEditor } from '@/shared/policy-editor/draft-editor';
import { useAsk } from '@/shared/queries';
import { ReviewChanges } from '@/shared/review-changes';
import { href, routes, useGo } from '@/shared/routes';
import { help } from '@/shared/strings/help';
import { roles } from '@/shared/strings/roles';
import { editPolicy, rolePage as s } from '@/shared/strings/wizards';
import { TextDiff } from '@/shared/text-diff';
import { useWizard } from '@/shared/use-wizard';
import { WizardPage } from '@/shared/wizard-page';

const trust = { kind: 'trust' } as const;

export function EditTrustPage() {
  const { id } = useParams({ from: '/roles/$id/trust' });
  const { account } = useAccount();
  const query = useAsk('role', { account: account.id, id });
  return <Asked query={query}>{(role) => <EditTrust key={role.id} role={role} />}</Asked>;
}

function EditTrust({ role }: { role: RoleView }) {
  const go = useGo();
  const back = routes.role(role.id);
  const empty = useMemo<DocumentDraft>(
    () => ({ text: role.trust_policy, mode: 'visual' }),
    [role.trust_policy],
  );
  const proposalOf = useCallback(
    (draft: DocumentDraft): Proposal => ({
      kind: 'update_trust_policy',
      role: role.id,
      document: draft.text,
    }),
    [role.id],
  );
  const wizard = useWizard({
    name: `edit trust policy ${role.id}`,
    empty,
    proposalOf,
    stepOf: (error: FieldErrorView) => (error.field === 'document' ? 0 : 1),
    besideAField: () => false,
    last: 1,
    onDone: () => go(back),
  });
  const { draft, change } = wizard;
  return (
    <WizardPage
      wizard={wizard}
      title={s.editTrustTitle(role.name)}
      testId="edit-trust-page"
      help={help.roles}
      crumbs={[
        { text: roles.title, href: href(routes.roles) },
        { text: role.name, href: href(back) },
      ]}
      back={back}
      submit={s.saveTrust}
      steps={[
        {
          title: editPolicy.edit,
          content: <DraftEditor bare usedAs={trust} draft={draft} change={change} />,
        },
        {
          title: editPolicy.review,
          content: (
            <SpaceBetween size="l">
              <Container header={<Header variant="h2">{editPolicy.changed}</Header>}>
                <TextDiff
                  before={role.trust_policy}
                  after={draft.text}
                  label={editPolicy.changed}
                />
              </Container>
              <ReviewChanges
                proposal={wizard.proposal}
                preview={wizard.preview}
                waiting={wizard.waiting}
              />
            </SpaceBetween>
          ),
        },
      ]}
    />
  );
}
