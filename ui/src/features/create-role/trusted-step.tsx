// Who shall assume the role. The trust policy is written by Rust from what is chosen here.
import Autosuggest from '@cloudscape-design/components/autosuggest';
import Checkbox from '@cloudscape-design/components/checkbox';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import Multiselect from '@cloudscape-design/components/multiselect';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tiles from '@cloudscape-design/components/tiles';
import { useCallback } from 'react';
import { type Draft, type TrustedKind, trustedKinds } from '@/features/create-role/draft';
import type { FieldErrorView } from '@/ipc/contract';
import { useAccount } from '@/shared/account';
import { errorText } from '@/shared/field-errors';
import { JsonView } from '@/shared/json-view';
import { PolicyEditor } from '@/shared/policy-editor/policy-editor';
import { useAsk } from '@/shared/queries';
import { createRole as s } from '@/shared/strings/wizards';
import { TextField } from '@/shared/text-field';

interface TrustedStepProps {
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  /** What Rust says against the choice, under the field's name. */
  errors: readonly FieldErrorView[];
}

const trust = { kind: 'trust' } as const;
export function TrustedStep({ draft, change, errors }: TrustedStepProps) {
  const write = useCallback((text: string) => change({ custom: text }), [change]);
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">{s.kind}</Header>}>
        <Tiles
          value={draft.trusted}
          ariaLabel={s.kind}
          columns={3}
          items={trustedKinds.map((value) => ({
            value,
            label: s.kinds[value],
            description: s.kindTexts[value],
          }))}
          onChange={({ detail }) => change({ trusted: detail.value as TrustedKind })}
        />
      </Container>
      {draft.trusted === 'custom' ? (
        <PolicyEditor
          bare
          usedAs={trust}
          text={draft.custom}
          onChange={write}
          mode={draft.mode}
          onMode={(mode) => change({ mode })}
        />
      ) : (
        <Container header={<Header variant="h2">{s.kinds[draft.trusted]}</Header>}>
          <SpaceBetween size="m">
            <Fields draft={draft} change={change} errors={errors} />
            {draft.trust === '' ? null : (
              <JsonView text={draft.trust} label={s.trustPolicy} testId="trust-preview" />
            )}
          </SpaceBetween>
        </Container>
      )}
    </SpaceBetween>
  );
}

function Fields({ draft, change, errors }: TrustedStepProps) {
  const { account } = useAccount();
  const services = useAsk('service_principals', draft.trusted === 'service' ? {} : null);
  const providers = useAsk('trusted_providers', { account: account.id });
  const offered = (providers.data ?? []).filter(({ saml }) => saml === (draft.trusted === 'saml'));
  const of = (field: string) =>
    errors
      .filter((error) => error.field === field || error.field.startsWith(`${field}[`))
      .map(errorText)
      .join(' ') || undefined;
  switch (draft.trusted) {
    case 'service':
      return (
        <SpaceBetween size="m">
          <FormField label={s.services} constraintText={s.servicesHelp} errorText={of('services')}>
            <Multiselect
              placeholder={s.chooseServices}
              filteringType="auto"
              filteringPlaceholder={s.findService}
              filteringAriaLabel={s.findService}
              virtualScroll
              data-testid="role-services"
              selectedOptions={draft.services.map((value) => ({ value, label: value }))}
              options={(services.data ?? []).map((value) => ({ value, label: value }))}
              onChange={({ detail }) =>
                change({
                  services: detail.selectedOptions.flatMap(({ value }) => value ?? []),
                })
              }
            />
          </FormField>
          <TextField
            label={s.otherService}
            value={draft.otherService}
            testId="role-other-service"
            onChange={(otherService) => change({ otherService })}
          />
        </SpaceBetween>
      );
    case 'account':
      return (
        <SpaceBetween size="m">
          <FormField label={s.accounts} constraintText={s.accountsHelp} errorText={of('accounts')}>
            <Input
              value={draft.accounts}
              placeholder={account.account_id}
              autoComplete="off"
              spellcheck={false}
              data-testid="role-accounts"
              onChange={({ detail }) => change({ accounts: detail.value })}
            />
          </FormField>
          <TextField
            label={s.externalId}
            help={s.externalIdHelp}
            error={of('external_id')}
            value={draft.externalId}
            testId="role-external-id"
            onChange={(externalId) => change({ externalId })}
          />
          <Checkbox
            checked={draft.requireMfa}
            description={s.requireMfaHelp}
            data-testid="role-mfa"
            onChange={({ detail }) => change({ requireMfa: detail.checked })}
          >
            {s.requireMfa}
          </Checkbox>
        </SpaceBetween>
      );
    case 'web_identity':
    case 'saml':
      return (
        <SpaceBetween size="m">
          <FormField label={s.provider} constraintText={s.providerHelp} errorText={of('provider')}>
            <Autosuggest
              value={draft.provider}
              enteredTextLabel={(value) => value}
              ariaLabel={s.provider}
              data-testid="role-provider"
              options={offered.map(({ provider }) => ({ value: provider }))}
              onChange={({ detail }) => {
                const known = offered.find(({ provider }) => provider === detail.value);
                const audience = known?.audiences[0];
                change({
                  provider: detail.value,
                  ...(audience === undefined || draft.audience !== '' ? {} : { audience }),
                });
              }}
            />
          </FormField>
          {draft.trusted === 'saml' ? (
            <Checkbox
              checked={draft.console}
              onChange={({ detail }) => change({ console: detail.checked })}
            >
              {s.console}
            </Checkbox>
          ) : (
            <SpaceBetween size="m">
              <TextField
                label={s.audience}
                help={s.audienceHelp}
                error={of('audience')}
                value={draft.audience}
                testId="role-audience"
                onChange={(audience) => change({ audience })}
              />
              <TextField
                label={s.subjects}
                help={s.subjectsHelp}
                error={of('subjects')}
                value={draft.subjects}
                rows={2}
                testId="role-subjects"
                onChange={(subjects) => change({ subjects })}
              />
            </SpaceBetween>
          )}
        </SpaceBetween>
      );
    default:
      return null;
  }
}
