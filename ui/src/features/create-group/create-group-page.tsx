// The Create group wizard: a name, members, policies, and what comes of it.
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { FieldErrorView, Proposal } from '@/ipc/contract';
import { type ChosenEntity, EntityPicker } from '@/shared/entity-picker';
import { NameFields } from '@/shared/name-fields';
import { type ChosenPolicy, PolicyPicker } from '@/shared/policy-picker';
import { ReviewChanges } from '@/shared/review-changes';
import { ReviewSection } from '@/shared/review-section';
import { href, routes, useGo } from '@/shared/routes';
import { common } from '@/shared/strings/common';
import { groups } from '@/shared/strings/groups';
import { help } from '@/shared/strings/help';
import { createGroup as s } from '@/shared/strings/wizards';
import { useWizard } from '@/shared/use-wizard';
import { WizardPage } from '@/shared/wizard-page';

interface Draft {
  name: string;
  path: string;
  members: readonly ChosenEntity[];
  policies: readonly ChosenPolicy[];
}

const emptyDraft: Draft = { name: '', path: '/', members: [], policies: [] };

function proposalOf(draft: Draft): Proposal {
  return {
    kind: 'create_group',
    name: draft.name,
    path: draft.path,
    members: draft.members.map(({ id }) => id),
    policies: draft.policies.map(({ policy }) => policy),
  };
}

function stepOf(error: FieldErrorView): number {
  switch (error.field.split(/[.[]/)[0]) {
    case 'name':
    case 'path':
      return 0;
    case 'policies':
      return 2;
    default:
      return 3;
  }
}

export function CreateGroupPage() {
  const go = useGo();
  const wizard = useWizard({
    name: 'create group',
    empty: emptyDraft,
    proposalOf,
    stepOf,
    besideAField: (error) => ['name', 'path'].includes(error.field),
    touched: (error, draft) => error.field === 'name' && draft.name !== '',
    last: 3,
    onDone: (done) => go(done.entity === null ? routes.groups : routes.group(done.entity)),
  });
  const { draft, change, shown } = wizard;
  return (
    <WizardPage
      wizard={wizard}
      title={s.title}
      testId="create-group-page"
      help={help.groups}
      crumbs={[{ text: groups.title, href: href(routes.groups) }]}
      back={routes.groups}
      submit={s.submit}
      steps={[
        {
          title: s.name,
          content: (
            <Container header={<Header variant="h2">{s.groupDetails}</Header>}>
              <NameFields
                label={s.groupName}
                help={s.nameHelp}
                pathHelp={s.pathHelp}
                name={draft.name}
                path={draft.path}
                errors={shown}
                onChange={change}
                testId="group"
              />
            </Container>
          ),
        },
        {
          title: s.members,
          isOptional: true,
          content: (
            <Container>
              <EntityPicker
                kinds={['user']}
                chosen={draft.members}
                onChoose={(members) => change({ members })}
              />
            </Container>
          ),
        },
        {
          title: s.policies,
          isOptional: true,
          content: (
            <Container>
              <PolicyPicker chosen={draft.policies} onChoose={(policies) => change({ policies })} />
            </Container>
          ),
        },
        {
          title: s.review,
          content: (
            <SpaceBetween size="l">
              <ReviewSection title={s.groupDetails} onEdit={() => wizard.setStep(0)}>
                <KeyValuePairs
                  columns={3}
                  items={[
                    { label: s.groupName, value: draft.name },
                    {
                      label: groups.usersTitle,
                      value: draft.members.map(({ name }) => name).join(', ') || common.none,
                    },
                    {
                      label: groups.policies,
                      value: draft.policies.map(({ name }) => name).join(', ') || common.none,
                    },
                  ]}
                />
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
