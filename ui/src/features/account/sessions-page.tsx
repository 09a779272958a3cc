// Temporary credentials, planned: who, which way, how long; the command and the profile that get
// them. Nothing is got here.
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import RadioGroup from '@cloudscape-design/components/radio-group';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type ReactNode, useState } from 'react';
import { SessionTrial } from '@/features/account/session-trial';
import type { PlanSessionRequest, SessionKind, SessionView } from '@/ipc/contract';
import { useAccount } from '@/shared/account';
import { Copyable } from '@/shared/copyable';
import { EntitySelect } from '@/shared/entity-select';
import { FailureAlert } from '@/shared/failure-alert';
import { errorFor } from '@/shared/field-errors';
import { Page } from '@/shared/page';
import { useAsk, useLive } from '@/shared/queries';
import { sessions as s } from '@/shared/strings/account-page';
import { help } from '@/shared/strings/help';
import { TextField } from '@/shared/text-field';

const kinds = ['assume_role', 'get_session_token', 'get_federation_token'] as const;

export function SessionsPage() {
  const { account } = useAccount();
  const [draft, setDraft] = useState<Omit<PlanSessionRequest, 'account' | 'duration_seconds'>>({
    user: '',
    kind: 'assume_role',
    role: '',
    session_name: '',
    external_id: '',
    mfa_serial: '',
    policy: '',
    profile: '',
  });
  const [minutes, setMinutes] = useState('');
  const set = (part: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...part }));
  const [names, setNames] = useState({ user: '', role: '' });
  const user = useAsk('user', draft.user === '' ? null : { account: account.id, id: draft.user });
  const request: PlanSessionRequest | null =
    draft.user === ''
      ? null
      : {
          ...draft,
          account: account.id,
          duration_seconds: (Number.parseInt(minutes, 10) || 0) * 60,
        };
  const plan = useLive('plan_session', request);
  const errors = plan.answer?.errors ?? [];
  const pick = (label: string, field: 'user' | 'role') => (
    <FormField label={label} errorText={errorFor(errors, field)}>
      <EntitySelect
        of={[field === 'user' ? 'users' : 'roles']}
        chosen={draft[field] === '' ? null : { id: draft[field], name: names[field] }}
        placeholder={s.choose}
        testId={`session-${field}`}
        onChoose={({ id, name }) => {
          setNames((before) => ({ ...before, [field]: name }));
          set(field === 'user' ? { user: id, mfa_serial: '' } : { role: id });
        }}
      />
    </FormField>
  );
  const text = (label: string, hint: string, field: 'session_name' | 'external_id' | 'profile') => (
    <TextField
      label={label}
      help={hint}
      error={errorFor(errors, field)}
      value={draft[field]}
      onChange={(text) => set({ [field]: text })}
    />
  );
  const assumes = draft.kind === 'assume_role';
  const devices = [
    { value: '', label: s.noMfa },
    ...(user.data?.mfa ?? []).map(({ serial }) => ({ value: serial, label: serial })),
  ];
  return (
    <Page title={s.title} description={s.description} testId="sessions-page" help={help.sessions}>
      <SpaceBetween size="l">
        <Container>
          <SpaceBetween size="l">
            {pick(s.who, 'user')}
            <FormField label={s.kind}>
              <RadioGroup
                value={draft.kind}
                items={kinds.map((value) => ({ value, ...s.kinds[value] }))}
                onChange={({ detail }) => set({ kind: detail.value as SessionKind })}
              />
            </FormField>
            {assumes ? pick(s.role, 'role') : null}
            {draft.kind === 'get_session_token' ? null : text(s.name, s.nameHelp, 'session_name')}
            <FormField
              label={s.duration}
              constraintText={s.durationHelp(plan.answer?.longest ?? '')}
              errorText={errorFor(errors, 'duration_seconds')}
            >
              <Input
                value={minutes}
                inputMode="numeric"
                data-testid="session-minutes"
                onChange={({ detail }) => setMinutes(detail.value)}
              />
            </FormField>
            {draft.kind === 'get_federation_token' ? null : (
              <FormField label={s.mfa} errorText={errorFor(errors, 'mfa_serial')}>
                <Select
                  selectedOption={devices.find((one) => one.value === draft.mfa_serial) ?? null}
                  options={devices}
                  onChange={({ detail }) => set({ mfa_serial: detail.selectedOption.value ?? '' })}
                />
              </FormField>
            )}
            {assumes ? text(s.externalId, '', 'external_id') : null}
            {assumes ? text(s.profile, '', 'profile') : null}
            {draft.kind === 'get_session_token' ? null : (
              <TextField
                label={s.policy}
                help={s.policyHelp}
                error={errorFor(errors, 'policy')}
                value={draft.policy}
                rows={4}
                onChange={(policy) => set({ policy })}
              />
            )}
            <FailureAlert failure={plan.failure} />
          </SpaceBetween>
        </Container>
        <Result view={plan.answer} />
        <SessionTrial plan={(plan.answer?.command ?? '') === '' ? null : request} />
      </SpaceBetween>
    </Page>
  );
}

function Result({ view }: { view: SessionView | null }) {
  return (
    <Container header={<Header variant="h2">{s.result}</Header>}>
      {view === null || view.command === '' ? (
        <Box color="text-body-secondary">{s.incomplete}</Box>
      ) : (
        <SpaceBetween size="m">
          <Part title={s.command}>
            <span className="mono" data-testid="session-command">
              <Copyable text={view.command} what={s.command} />
            </span>
          </Part>
          {view.profile === '' ? null : (
            <Part title={s.profileText}>
              <pre className="mono" data-testid="session-profile">
                {view.profile}
              </pre>
            </Part>
          )}
          <Part title={s.arn}>
            <span className="mono">{view.session_arn}</span>
          </Part>
          <Part title={s.limits}>
            <ul className="plain-list">
              {view.limits.map((text) => (
                <li key={text}>{text}</li>
              ))}
            </ul>
          </Part>
        </SpaceBetween>
      )}
    </Container>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <Box variant="awsui-key-label">{title}</Box>
      {children}
    </div>
  );
}
