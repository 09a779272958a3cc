// With which credentials the principal asks: its own, or temporary ones with what STS put on them.
// Which sessions a principal can have is said by Rust.
import Checkbox from '@cloudscape-design/components/checkbox';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import type { SessionOperation, SessionRequest } from '@/ipc/contract';
import { simulator } from '@/shared/strings/simulator';

const s = simulator.session;

/** A session as it is typed: lists as lines. */
export interface TypedSession {
  by: SessionOperation;
  name: string;
  provider: string;
  mfa: boolean;
  policy: string;
  managed: string;
  tags: string;
  issued: string;
  sourceIdentity: string;
}

interface SessionFieldsProps {
  session: TypedSession | null;
  onChange: (session: TypedSession | null) => void;
}

const ofRole: readonly SessionOperation[] = ['assume_role', 'web_identity', 'saml'];
const ofUser: readonly SessionOperation[] = ['session_token', 'federation_token'];

const own = { value: 'own', label: s.own };

function option(by: SessionOperation) {
  return { value: by, label: s.operations[by] };
}

export function SessionFields({ session, onChange }: SessionFieldsProps) {
  const change = (part: Partial<TypedSession>) => {
    if (session !== null) {
      onChange({ ...session, ...part });
    }
  };
  return (
    <SpaceBetween size="m">
      <ColumnLayout columns={3}>
        <FormField label={s.by}>
          <Select
            data-testid="simulate-session"
            selectedOption={session === null ? own : option(session.by)}
            options={[
              own,
              { label: s.ofRole, options: ofRole.map(option) },
              { label: s.ofUser, options: ofUser.map(option) },
            ]}
            onChange={({ detail }) => {
              const { value } = detail.selectedOption;
              onChange(
                value === 'own'
                  ? null
                  : { ...(session ?? noSession), by: value as SessionOperation },
              );
            }}
          />
        </FormField>
        {session === null ? null : <OfOperation session={session} change={change} />}
      </ColumnLayout>
      {session === null ? null : (
        <ExpandableSection headerText={s.more} data-testid="session-more">
          <More session={session} change={change} />
        </ExpandableSection>
      )}
    </SpaceBetween>
  );
}

interface PartProps {
  session: TypedSession;
  change: (part: Partial<TypedSession>) => void;
}

function OfOperation({ session, change }: PartProps) {
  if (session.by === 'session_token') {
    return (
      <Checkbox
        checked={session.mfa}
        data-testid="session-mfa"
        onChange={({ detail }) => change({ mfa: detail.checked })}
      >
        {s.mfa}
      </Checkbox>
    );
  }
  return (
    <>
      <TextField
        label={s.name}
        testId="session-name"
        value={session.name}
        onChange={(name) => change({ name })}
      />
      {session.by === 'web_identity' || session.by === 'saml' ? (
        <TextField
          label={s.provider}
          hint={s.providerHint}
          testId="session-provider"
          value={session.provider}
          onChange={(provider) => change({ provider })}
        />
      ) : null}
    </>
  );
}

function More({ session, change }: PartProps) {
  return (
    <ColumnLayout columns={2}>
      <FormField label={s.policy} constraintText={s.policyHint} stretch>
        <Textarea
          rows={6}
          spellcheck={false}
          className="mono"
          value={session.policy}
          data-testid="session-policy"
          onChange={({ detail }) => change({ policy: detail.value })}
        />
      </FormField>
      <SpaceBetween size="m">
        <FormField label={s.managed} constraintText={s.managedHint}>
          <Textarea
            rows={2}
            spellcheck={false}
            value={session.managed}
            data-testid="session-managed"
            onChange={({ detail }) => change({ managed: detail.value })}
          />
        </FormField>
        <FormField label={s.tags} constraintText={s.tagsHint}>
          <Textarea
            rows={2}
            spellcheck={false}
            value={session.tags}
            data-testid="session-tags"
            onChange={({ detail }) => change({ tags: detail.value })}
          />
        </FormField>
      </SpaceBetween>
      <TextField
        label={s.sourceIdentity}
        testId="session-source-identity"
        value={session.sourceIdentity}
        onChange={(sourceIdentity) => change({ sourceIdentity })}
      />
      <TextField
        label={s.issued}
        hint={s.issuedHint}
        testId="session-issued"
        value={session.issued}
        onChange={(issued) => change({ issued })}
      />
    </ColumnLayout>
  );
}

interface TextFieldProps {
  label: string;
  hint?: string;
  testId: string;
  value: string;
  onChange: (value: string) => void;
}

function TextField({ label, hint, testId, value, onChange }: TextFieldProps) {
  return (
    <FormField label={label} constraintText={hint}>
      <Input
        value={value}
        autoComplete="off"
        spellcheck={false}
        data-testid={testId}
        onChange={({ detail }) => onChange(detail.value)}
      />
    </FormField>
  );
}

const noSession: TypedSession = {
  by: 'assume_role',
  name: 'session',
  provider: '',
  mfa: false,
  policy: '',
  managed: '',
  tags: '',
  issued: '',
  sourceIdentity: '',
};

/** What was typed, as requests carry it. */
export function sessionOf(typed: TypedSession | null): SessionRequest | null {
  if (typed === null) {
    return null;
  }
  return {
    by: typed.by,
    name: typed.name.trim(),
    provider: typed.provider.trim(),
    mfa: typed.mfa,
    policies: typed.policy.trim() === '' ? [] : [{ name: s.policyName, document: typed.policy }],
    managed: lines(typed.managed),
    tags: lines(typed.tags).map((line) => {
      const [key = '', ...value] = line.split('=');
      return { key, value: value.join('=') };
    }),
    issued: typed.issued.trim(),
    source_identity: typed.sourceIdentity.trim(),
  };
}

function lines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
