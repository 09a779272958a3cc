// Where people sign in: the address to copy, and the way to send it.
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useAccount } from '@/shared/account';
import { Copyable } from '@/shared/copyable';
import { Page } from '@/shared/page';
import { routes, useGo } from '@/shared/routes';
import { signIn as s } from '@/shared/strings/hand-off';
import { help } from '@/shared/strings/help';

export function SignInPage() {
  const { account } = useAccount();
  const go = useGo();
  return (
    <Page title={s.title} testId="sign-in-page" help={help.signIn} description={s.description}>
      <SpaceBetween size="l">
        <Container header={<Header variant="h2">{s.url}</Header>}>
          <KeyValuePairs
            columns={3}
            items={[
              { label: s.url, value: <Copyable text={account.sign_in_url} what={s.url} /> },
              {
                label: s.alias,
                value:
                  account.alias === '' ? (
                    s.noAlias
                  ) : (
                    <Copyable text={account.alias} what={s.alias} />
                  ),
              },
              {
                label: s.accountId,
                value: <Copyable text={account.account_id} what={s.accountId} />,
              },
            ]}
          />
        </Container>
        <Container
          header={
            <Header
              variant="h2"
              description={s.emailText}
              actions={
                <Button data-testid="sign-in-email" onClick={() => go(routes.newHandOff([]))}>
                  {s.email}
                </Button>
              }
            >
              {s.emailTitle}
            </Header>
          }
        />
      </SpaceBetween>
    </Page>
  );
}
