// IAM's five checks, each in order or with the one step that makes it so, and what stands out beside
// them.
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import type { CheckState, PostureView, SecurityCheckView } from '@/ipc/contract';
import { useAccount } from '@/shared/account';
import { Asked } from '@/shared/asked';
import { EntityLink } from '@/shared/entity-link';
import { useAsk } from '@/shared/queries';
import { routes } from '@/shared/routes';
import { checks as s } from '@/shared/strings/account-page';
import { common } from '@/shared/strings/common';
import { Words } from '@/shared/words';

export function SecurityChecks() {
  const { account } = useAccount();
  const query = useAsk('security_checks', { account: account.id });
  return <Asked query={query}>{(view) => <Posture view={view} />}</Asked>;
}

const indicators = {
  passed: 'success',
  failed: 'warning',
  unknown: 'pending',
  not_applicable: 'stopped',
} as const satisfies Record<CheckState, string>;

function agesText({ key_ages: { fresh, old, ancient, unknown }, credentials_known }: PostureView) {
  const none = fresh + old + ancient + unknown === 0;
  return none && !credentials_known ? common.notKnown : s.agesText(fresh, old, ancient, unknown);
}

function Posture({ view }: { view: PostureView }) {
  const green = view.checks.filter(({ state }) => state === 'passed' || state === 'not_applicable');
  return (
    <SpaceBetween size="l">
      <Table<SecurityCheckView>
        variant="container"
        wrapLines
        items={view.checks}
        trackBy="id"
        ariaLabels={{ tableLabel: s.title }}
        header={
          <Header variant="h2" description={s.text(green.length, view.checks.length)}>
            {s.title}
          </Header>
        }
        columnDefinitions={[
          {
            id: 'state',
            header: s.check,
            width: 240,
            isRowHeader: true,
            cell: (check) => (
              <span data-testid={`check-${check.id}`} data-state={check.state}>
                <StatusIndicator type={indicators[check.state]}>
                  {s.names[check.id] ?? check.id}
                </StatusIndicator>
              </span>
            ),
          },
          { id: 'found', header: s.found, cell: (check) => <Words text={check.found} /> },
          {
            id: 'step',
            header: s.step,
            cell: (check) =>
              check.page === '' ? (
                <Words text={check.step} />
              ) : (
                <EntityLink to={check.page}>{check.step}</EntityLink>
              ),
          },
        ]}
      />
      <Container
        header={
          <Header
            variant="h2"
            actions={<EntityLink to={routes.credentialReport}>{s.report}</EntityLink>}
          >
            {s.credentials}
          </Header>
        }
      >
        <KeyValuePairs
          columns={3}
          items={[
            {
              label: s.mfa,
              value:
                view.console_users === 0 && !view.credentials_known
                  ? common.notKnown
                  : s.mfaText(view.console_users_with_mfa, view.console_users),
            },
            {
              label: s.ages,
              value: agesText(view),
            },
            {
              label: s.expiring,
              value:
                view.expiring.length === 0 ? (
                  view.credentials_known ? (
                    s.expiringNone
                  ) : (
                    common.notKnown
                  )
                ) : (
                  <ul className="plain-list" data-testid="expiring">
                    {view.expiring.map((one) => (
                      <li key={one.user}>
                        <EntityLink to={routes.user(one.user)}>{one.name}</EntityLink>{' '}
                        {s.expiringDays(one.days)}
                      </li>
                    ))}
                  </ul>
                ),
            },
            {
              label: s.ending,
              value:
                view.ending.length === 0 ? (
                  s.endingNone
                ) : (
                  <ul className="plain-list" data-testid="ending">
                    {view.ending.map((one) => (
                      <li key={`${one.what} ${one.id} ${one.days}`}>
                        {s.endingKinds[one.what]}{' '}
                        <EntityLink
                          to={
                            one.what === 'signing_certificate'
                              ? routes.userKeys(one.id)
                              : routes.providers
                          }
                        >
                          {one.name}
                        </EntityLink>{' '}
                        {s.expiringDays(one.days)}
                      </li>
                    ))}
                  </ul>
                ),
            },
          ]}
        />
      </Container>
    </SpaceBetween>
  );
}
