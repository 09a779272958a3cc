// The Create role wizard: whom it trusts, what it may do, what it is called, and what comes of it.
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect, useState } from 'react';
import {
  type Draft,
  emptyDraft,
  proposalOf,
  stepOf,
  trustedOf,
} from '@/features/create-role/draft';
import { TrustedStep } from '@/features/create-role/trusted-step';
import type { FieldErrorView } from '@/ipc/contract';
import { useAccount } from '@/shared/account';
import { BoundaryChoice } from '@/shared/boundary-choice';
import { errorFor, errorText } from '@/shared/field-errors';
import { JsonView } from '@/shared/json-view';
import { NameFields } from '@/shared/name-fields';
import { PolicyPicker } from '@/shared/policy-picker';
import { useLive } from '@/shared/queries';
import { ReviewChanges } from '@/shared/review-changes';
import { ReviewSection } from '@/shared/review-section';
import { href, routes, useGo } from '@/shared/routes';
import { common } from '@/shared/strings/common';
import { help } from '@/shared/strings/help';
import { permissions } from '@/shared/strings/permissions';
import { roles } from '@/shared/strings/roles';
import { createRole as s } from '@/shared/strings/wizards';
import { TagsEditor } from '@/shared/tags-editor';
import { TextField } from '@/shared/text-field';
import { useWizard, type Wizardry } from '@/shared/use-wizard';
import { WizardPage } from '@/shared/wizard-page';

const hours = Array.from({ length: 12 }, (_, index) => index + 1);
const none: readonly FieldErrorView[] = [];

export function CreateRolePage() {
  const go = useGo();
  const { account } = useAccount();
  const [trustTried, setTrustTried] = useState(false);
  const wizard = useWizard({
    name: 'create role',
    empty: emptyDraft,
    proposalOf,
    stepOf,
    besideAField: (error) =>
      ['name', 'path', 'description', 'max_session_seconds'].includes(error.field) ||
      error.field.startsWith('tags['),
    touched: (error, draft) => error.field === 'name' && draft.name !== '',
    last: 3,
    onDone: (done) => go(done.entity === null ? routes.roles : routes.role(done.entity)),
  });
  const { draft, change } = wizard;
  const trusted = trustedOf(draft);
  const trust = useLive(
    'trust_policy',
    trusted === null ? null : { account: account.id, trusted },
    60,
  );
  const text = trust.answer?.text;
  useEffect(() => {
    if (text !== undefined && text !== draft.trust) {
      change({ trust: text });
    }
  }, [text, draft.trust, change]);
  const trustErrors = trusted === null ? none : (trust.answer?.errors ?? none);

  // The trust policy is made of what was chosen, and stands before the next step is asked about.
  // Whoever is quicker than that goes on as soon as it stands.
  const [wanted, setWanted] = useState<number | null>(null);
  const stands = !trust.waiting && trustErrors.length === 0 && draft.trust !== '';
  const settled = !trust.waiting && (text === undefined || text === draft.trust);
  const { navigate } = wizard;
  useEffect(() => {
    if (wanted !== null && settled) {
      setWanted(null);
      if (stands) {
        void navigate(wanted);
      }
    }
  }, [wanted, settled, stands, navigate]);
  const mayGo = (requested: number) => {
    if (wizard.step !== 0 || requested === 0 || trusted === null) {
      return true;
    }
    setTrustTried(true);
    setWanted(settled ? null : requested);
    return settled && stands;
  };

  return (
    <WizardPage
      wizard={wizard}
      title={s.title}
      testId="create-role-page"
      help={help.roles}
      crumbs={[{ text: roles.title, href: href(routes.roles) }]}
      back={routes.roles}
      submit={s.submit}
      mayGo={mayGo}
      steps={[
        {
          title: s.trusted,
          errorText:
            draft.trusted === 'custom'
              ? wizard.errorTextOf(0)
              : trustTried
                ? trustErrors.map(errorText).join(' ') || undefined
                : undefined,
          content: (
            <TrustedStep draft={draft} change={change} errors={trustTried ? trustErrors : none} />
          ),
        },
        {
          title: s.permissions,
          isOptional: true,
          content: (
            <SpaceBetween size="l">
              <Container>
                <PolicyPicker
                  chosen={draft.policies}
                  onChoose={(policies) => change({ policies })}
                />
              </Container>
              <BoundaryChoice
                title={s.boundary}
                label={s.useBoundary}
                used={draft.useBoundary}
                chosen={draft.boundary}
                change={change}
                checkboxTestId="role-use-boundary"
                pickerTestId="role-boundary"
              />
            </SpaceBetween>
          ),
        },
        {
          title: s.details,
          content: <Details wizard={wizard} />,
        },
        {
          title: s.review,
          content: (
            <SpaceBetween size="l">
              <ReviewSection title={s.roleDetails} onEdit={() => wizard.setStep(2)}>
                <KeyValuePairs
                  columns={3}
                  items={[
                    { label: s.name, value: draft.name },
                    { label: s.maxSession, value: s.hours(draft.hours) },
                    { label: s.description, value: draft.description || common.none },
                  ]}
                />
              </ReviewSection>
              <ReviewSection title={s.trustPolicy} onEdit={() => wizard.setStep(0)}>
                <JsonView
                  text={draft.trusted === 'custom' ? draft.custom : draft.trust}
                  label={s.trustPolicy}
                />
              </ReviewSection>
              <ReviewSection title={permissions.title} onEdit={() => wizard.setStep(1)}>
                {draft.policies.map(({ name }) => name).join(', ') || common.none}
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

function Details({ wizard }: { wizard: Wizardry<Draft> }) {
  const { draft: role, change: alter, shown } = wizard;
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">{s.roleDetails}</Header>}>
        <SpaceBetween size="m">
          <NameFields
            label={s.name}
            help={s.nameHelp}
            pathHelp={s.pathHelp}
            name={role.name}
            path={role.path}
            errors={shown}
            onChange={alter}
            testId="role"
          />
          <TextField
            label={
              <>
                {s.description} <i>– {common.optional}</i>
              </>
            }
            error={errorFor(shown, 'description')}
            value={role.description}
            rows={2}
            prose
            testId="role-description"
            onChange={(description) => alter({ description })}
          />
          <FormField
            label={s.maxSession}
            constraintText={s.maxSessionHelp}
            errorText={errorFor(shown, 'max_session_seconds')}
          >
            <Select
              data-testid="role-max-session"
              selectedOption={{ value: String(role.hours), label: s.hours(role.hours) }}
              options={hours.map((value) => ({ value: String(value), label: s.hours(value) }))}
              onChange={({ detail }) => alter({ hours: Number(detail.selectedOption.value ?? 1) })}
            />
          </FormField>
        </SpaceBetween>
      </Container>
      <Container header={<Header variant="h2">{s.tags}</Header>}>
        <TagsEditor tags={role.tags} errors={shown} onChange={(tags) => alter({ tags })} />
      </Container>
    </SpaceBetween>
  );
}
