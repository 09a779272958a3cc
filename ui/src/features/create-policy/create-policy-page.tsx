// The Create policy wizard: the editor, a name, and what comes of it.
import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { emptyDraft, proposalOf, stepOf } from '@/features/create-policy/draft';
import { useAccount } from '@/shared/account';
import { EntityPicker } from '@/shared/entity-picker';
import { errorFor } from '@/shared/field-errors';
import { JsonView } from '@/shared/json-view';
import { NameFields } from '@/shared/name-fields';
import { DraftEditor } from '@/shared/policy-editor/draft-editor';
import { useAsk } from '@/shared/queries';
import { ReviewChanges } from '@/shared/review-changes';
import { ReviewSection } from '@/shared/review-section';
import { href, routes, useGo } from '@/shared/routes';
import { common } from '@/shared/strings/common';
import { help } from '@/shared/strings/help';
import { policies } from '@/shared/strings/policies';
import { createPolicy as s } from '@/shared/strings/wizards';
import { TagsEditor } from '@/shared/tags-editor';
import { TextField } from '@/shared/text-field';
import { useWizard } from '@/shared/use-wizard';
import { WizardPage } from '@/shared/wizard-page';

const managed = { kind: 'managed' } as const;

export function CreatePolicyPage() {
  const go = useGo();
  const { account } = useAccount();
  const { from } = useSearch({ from: '/policies/create' });
  const wizard = useWizard({
    name: 'create policy',
    empty: emptyDraft,
    proposalOf,
    stepOf,
    besideAField: (error) =>
      ['name', 'path', 'description'].includes(error.field) || error.field.startsWith('tags['),
    touched: (error, draft) => error.field === 'name' && draft.name !== '',
    last: 2,
    onDone: (done) =>
      go(
        done.entity === null
          ? routes.policies
          : routes.policy({ kind: 'customer', id: done.entity }),
      ),
  });
  const { draft, change, shown } = wizard;

  // A copy of another policy begins with its document.
  const origin = useAsk(
    'policy',
    from === undefined ? null : { account: account.id, policy: from },
  );
  const document = origin.data?.document;
  const untouched = draft.text === emptyDraft.text;
  useEffect(() => {
    if (document !== undefined && untouched) {
      change({ text: document });
    }
  }, [document, untouched, change]);

  return (
    <WizardPage
      wizard={wizard}
      title={s.title}
      testId="create-policy-page"
      help={help.policies}
      crumbs={[{ text: policies.title, href: href(routes.policies) }]}
      back={routes.policies}
      submit={s.submit}
      steps={[
        {
          title: s.permissions,
          content: <DraftEditor usedAs={managed} draft={draft} change={change} />,
        },
        {
          title: s.details,
          content: (
            <SpaceBetween size="l">
              <Container header={<Header variant="h2">{s.policyDetails}</Header>}>
                <SpaceBetween size="m">
                  <NameFields
                    label={s.name}
                    help={s.nameHelp}
                    pathHelp={s.pathHelp}
                    name={draft.name}
                    path={draft.path}
                    errors={shown}
                    onChange={change}
                    testId="policy"
                  />
                  <TextField
                    label={
                      <>
                        {s.description} <i>– {common.optional}</i>
                      </>
                    }
                    help={s.descriptionHelp}
                    error={errorFor(shown, 'description')}
                    value={draft.description}
                    rows={2}
                    prose
                    testId="policy-description"
                    onChange={(description) => change({ description })}
                  />
                </SpaceBetween>
              </Container>
              <Container header={<Header variant="h2">{s.tags}</Header>}>
                <TagsEditor
                  tags={draft.tags}
                  errors={shown}
                  onChange={(tags) => change({ tags })}
                />
              </Container>
              <ExpandableSection
                variant="container"
                headerText={s.holders}
                headerDescription={s.holdersText}
                defaultExpanded={draft.holders.length > 0}
              >
                <EntityPicker
                  kinds={['group', 'user', 'role']}
                  chosen={draft.holders}
                  onChoose={(holders) => change({ holders })}
                />
              </ExpandableSection>
            </SpaceBetween>
          ),
        },
        {
          title: s.review,
          content: (
            <SpaceBetween size="l">
              <ReviewSection title={s.policyDetails} onEdit={() => wizard.setStep(1)}>
                <KeyValuePairs
                  columns={3}
                  items={[
                    { label: s.name, value: draft.name },
                    { label: s.description, value: draft.description || common.none },
                    {
                      label: s.tags,
                      value:
                        draft.tags.map(({ key, value }) => `${key} = ${value}`).join(', ') ||
                        common.none,
                    },
                  ]}
                />
              </ReviewSection>
              <ReviewSection title={s.document} onEdit={() => wizard.setStep(0)}>
                <JsonView text={draft.text} label={s.document} />
              </ReviewSection>
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
