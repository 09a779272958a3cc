// Another version of a customer managed policy, or the text of an inline one: edit, see what
// differs and whose access it changes, save.
import Alert from '@cloudscape-design/components/alert';
import Checkbox from '@cloudscape-design/components/checkbox';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import type { DocumentUse, FieldErrorView, PolicyView, Proposal } from '@/ipc/contract';
import { useAccount } from '@/shared/account';
import { Asked } from '@/shared/asked';
import { errorFor } from '@/shared/field-errors';
import { handleKey } from '@/shared/grants-table';
import { type DocumentDraft, DraftEditor } from '@/shared/policy-editor/draft-editor';
import { useAsk } from '@/shared/queries';
import { ReviewChanges } from '@/shared/review-changes';
import { href, routes, useGo } from '@/shared/routes';
import { help } from '@/shared/strings/help';
import { policies } from '@/shared/strings/policies';
import { editPolicy as s } from '@/shared/strings/wizards';
import { TextDiff } from '@/shared/text-diff';
import { TextField } from '@/shared/text-field';
import { useWizard } from '@/shared/use-wizard';
import { WizardPage } from '@/shared/wizard-page';

/** How many versions AWS keeps; Rust refuses more, this only asks in time which one goes. */
const mostVersions = 5;

export function EditPolicyPage() {
  const { policy } = useSearch({ from: '/policies/edit' });
  const { account } = useAccount();
  const query = useAsk('policy', { account: account.id, policy });
  return (
    <Asked query={query}>{(view) => <EditPolicy key={handleKey(policy)} policy={view} />}</Asked>
  );
}

interface Draft extends DocumentDraft {
  setDefault: boolean;
  room: string;
}

function EditPolicy({ policy }: { policy: PolicyView }) {
  const go = useGo();
  const handle = policy.policy;
  const owner = policy.attached_to[0];
  const usedAs = useMemo<DocumentUse>(
    () =>
      handle.kind === 'inline'
        ? {
            kind: 'inline',
            entity: owner?.entity ?? 'user',
            holder: handle.holder,
            name: handle.name,
          }
        : { kind: 'managed' },
    [handle, owner],
  );
  const full = handle.kind === 'customer' && policy.versions.length >= mostVersions;
  const empty = useMemo<Draft>(
    () => ({ text: policy.document, mode: 'visual', setDefault: true, room: '' }),
    [policy.document],
  );
  const proposalOf = useCallback(
    (draft: Draft): Proposal =>
      handle.kind === 'inline'
        ? {
            kind: 'put_inline_policy',
            holder: handle.holder,
            name: handle.name,
            replaces: handle.name,
            document: draft.text,
          }
        : {
            kind: 'edit_policy',
            policy: handle.kind === 'customer' ? handle.id : '',
            document: draft.text,
            set_as_default: draft.setDefault,
            delete_version: draft.room,
          },
    [handle],
  );
  const back = routes.policy(handle);
  const wizard = useWizard({
    name: `edit policy ${handleKey(handle)}`,
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
      title={s.title(policy.name)}
      testId="edit-policy-page"
      help={help.policies}
      crumbs={[
        { text: policies.title, href: href(routes.policies) },
        { text: policy.name, href: href(back) },
      ]}
      back={back}
      submit={handle.kind === 'inline' ? s.submitInline : s.submit}
      steps={[
        {
          title: s.edit,
          content: <DraftEditor usedAs={usedAs} draft={draft} change={change} />,
        },
        {
          title: s.review,
          content: (
            <SpaceBetween size="l">
              {draft.text === policy.document ? <Alert type="info">{s.nothing}</Alert> : null}
              {handle.kind !== 'customer' ? null : (
                <Container>
                  <SpaceBetween size="m">
                    <Checkbox
                      checked={draft.setDefault}
                      description={s.setDefaultHelp}
                      data-testid="set-default"
                      onChange={({ detail }) => change({ setDefault: detail.checked })}
                    >
                      {s.setDefault}
                    </Checkbox>
                    {full ? (
                      <FormField label={s.room} constraintText={s.roomHelp}>
                        <Select
                          data-testid="make-room"
                          placeholder={s.chooseVersion}
                          selectedOption={draft.room === '' ? null : { value: draft.room }}
                          options={policy.versions
                            .filter((version) => !version.default)
                            .map(({ id }) => ({ value: id }))}
                          onChange={({ detail }) =>
                            change({ room: detail.selectedOption.value ?? '' })
                          }
                        />
                      </FormField>
                    ) : null}
                  </SpaceBetween>
                </Container>
              )}
              <Container header={<Header variant="h2">{s.changed}</Header>}>
                <TextDiff before={policy.document} after={draft.text} label={s.changed} />
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

interface InlineDraft extends DocumentDraft {
  name: string;
}

const emptyInline: InlineDraft = {
  text: '{\n  "Version": "2012-10-17",\n  "Statement": []\n}',
  mode: 'visual',
  name: '',
};

/** A new inline policy of a user, group or role. */
export function CreateInlinePage() {
  const { holder, entity, name: holderName } = useSearch({ from: '/policies/create-inline' });
  const go = useGo();
  const usedAs = useMemo<DocumentUse>(
    () => ({ kind: 'inline', entity, holder, name: '' }),
    [entity, holder],
  );
  const back =
    entity === 'group'
      ? routes.group(holder)
      : entity === 'role'
        ? routes.role(holder)
        : routes.user(holder);
  const proposalOf = useCallback(
    (draft: InlineDraft): Proposal => ({
      kind: 'put_inline_policy',
      holder,
      name: draft.name,
      replaces: '',
      document: draft.text,
    }),
    [holder],
  );
  const wizard = useWizard({
    name: `create inline policy ${holder}`,
    empty: emptyInline,
    proposalOf,
    stepOf: (error: FieldErrorView) => (error.field === 'document' ? 0 : 1),
    besideAField: (error) => error.field === 'name',
    touched: (error, draft) => error.field === 'name' && draft.name !== '',
    last: 1,
    onDone: () => go(back),
  });
  const { draft, change, shown } = wizard;
  return (
    <WizardPage
      wizard={wizard}
      title={s.newInline(holderName)}
      testId="create-inline-page"
      help={help.policies}
      crumbs={[{ text: holderName, href: href(back) }]}
      back={back}
      submit={s.submitInline}
      steps={[
        {
          title: s.edit,
          content: <DraftEditor usedAs={usedAs} draft={draft} change={change} />,
        },
        {
          title: s.review,
          content: (
            <SpaceBetween size="l">
              <Container>
                <TextField
                  label={s.inlineName}
                  error={errorFor(shown, 'name')}
                  value={draft.name}
                  testId="inline-name"
                  onChange={(name) => change({ name })}
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
