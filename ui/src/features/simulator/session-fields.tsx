// With which credentials the principal asks: its own, or temporary ones with what STS put on them.
// Which sessions a principal can have is said by Rust.
import Checkbox from '@cloudscape-design/components/checkbox';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import type { SessionOperation, SessionRequest } from '@/ipc/contract';
import { simulator } from '@/shared/strings/simulator';
import { TextField } from '@/shared/text-field';

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
          help={s.providerHint}
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
        <TextField
          label={s.managed}
          help={s.managedHint}
          value={session.managed}
          rows={2}
          testId="session-managed"
          onChange={(managed) => change({ managed })}
        />
        <TextField
          label={s.tags}
          help={s.tagsHint}
          value={session.tags}
          rows={2}
          testId="session-tags"
          onChange={(tags) => change({ tags })}
        />
      </SpaceBetween>
      <TextField
        label={s.sourceIdentity}
        testId="session-source-identity"
        value={session.sourceIdentity}
        onChange={(sourceIdentity) => change({ sourceIdentity })}
      />
      <TextField
        label={s.issued}
        help={s.issuedHint}
        testId="session-issued"
        value={session.issued}
        onChange={(issued) => change({ issued })}
      />
    </ColumnLayout>
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
