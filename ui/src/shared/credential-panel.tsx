// Credentials that were just made: masked, one button for each way on.
import Alert from '@cloudscape-design/components/alert';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs, {
  type KeyValuePairsProps,
} from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { CredentialView } from '@/ipc/contract';
import { useAccount } from '@/shared/account';
import { Copyable } from '@/shared/copyable';
import { SecretValue } from '@/shared/secret-value';
import { credentials as s, users } from '@/shared/strings/users';

export function CredentialPanel({ credential }: { credential: CredentialView }) {
  const { account } = useAccount();
  const aws = account.kind === 'aws';
  switch (credential.kind) {
    case 'password':
      return (
        <Frame title={s.passwordTitle} note={aws ? s.awsPassword : ''}>
          <KeyValuePairs
            columns={1}
            items={[
              {
                label: s.signInUrl,
                value: <Copyable text={credential.sign_in_url} what={s.signInUrl} />,
              },
              {
                label: users.name,
                value: <Copyable text={credential.user_name} what={users.name} />,
              },
              secretPair(s.password, credential, 'credential-password'),
            ]}
          />
        </Frame>
      );
    case 'access_key':
      return (
        <Frame title={s.accessKey} note={aws && !credential.has_secret ? s.awsKeys : ''}>
          <KeyValuePairs
            columns={1}
            items={[
              {
                label: s.keyId,
                value:
                  credential.access_key_id === '' ? (
                    s.keyIdRequested
                  ) : (
                    <span data-testid="credential-access-key-id">
                      <Copyable text={credential.access_key_id} what={s.keyId} />
                    </span>
                  ),
              },
              secretPair(s.keySecret, credential, 'credential-secret-key'),
            ]}
          />
        </Frame>
      );
    case 'service_credential':
      return (
        <Frame title={s.serviceCredential} note={aws ? s.awsService : ''}>
          <KeyValuePairs
            columns={1}
            items={[secretPair(s.password, credential, 'credential-service')]}
          />
        </Frame>
      );
  }
}

function secretPair(
  label: string,
  credential: CredentialView,
  testId: string,
): KeyValuePairsProps.Item {
  return {
    label,
    value: credential.has_secret ? (
      <SecretValue credential={credential.id} what={label.toLowerCase()} testId={testId} />
    ) : (
      s.notHeld
    ),
  };
}

function Frame({
  title,
  note,
  children,
}: {
  title: string;
  note: string;
  children: React.ReactNode;
}) {
  return (
    <Container header={<Header variant="h2">{title}</Header>}>
      <SpaceBetween size="m">
        {note === '' ? null : <Alert type="info">{note}</Alert>}
        {children}
      </SpaceBetween>
    </Container>
  );
}
