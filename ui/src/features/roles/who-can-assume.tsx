// Who can assume a role: the simulator's answer for the account, and what the trust policy names.
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import type { RoleView, WhoCanRowView } from '@/ipc/contract';
import { useAccount } from '@/shared/account';
import { EntityLink } from '@/shared/entity-link';
import { FailureAlert } from '@/shared/failure-alert';
import { useAsk } from '@/shared/queries';
import { routes } from '@/shared/routes';
import { common } from '@/shared/strings/common';
import { rolePage as s } from '@/shared/strings/wizards';
import { Words } from '@/shared/words';

export function WhoCanAssume({ role }: { role: RoleView }) {
  const { account } = useAccount();
  const query = useAsk('who_can', {
    account: account.id,
    action: 'sts:AssumeRole',
    resource: role.arn,
    context: [],
    state: 'planned',
    what_if: [],
    filter: 'can',
    offset: 0,
    limit: 100,
  });
  const rows = query.data?.rows.filter(({ principal }) => principal.id !== role.id) ?? [];
  return (
    <SpaceBetween size="l">
      <FailureAlert failure={query.error} />
      <div data-testid="who-can-assume">
        <Table<WhoCanRowView>
          variant="container"
          wrapLines
          items={rows}
          loading={query.isPending}
          loadingText={common.loading}
          trackBy={(row) => row.principal.id}
          header={
            <Header variant="h2" counter={`(${rows.length})`} description={s.whoCanText}>
              {s.whoCan}
            </Header>
          }
          empty={<Box textAlign="center">{s.nobody}</Box>}
          columnDefinitions={[
            {
              id: 'name',
              header: common.name,
              isRowHeader: true,
              width: 220,
              cell: (row) => (
                <EntityLink
                  to={
                    row.principal.entity === 'role'
                      ? routes.role(row.principal.id)
                      : routes.user(row.principal.id)
                  }
                >
                  {row.principal.name}
                </EntityLink>
              ),
            },
            { id: 'why', header: common.description, cell: (row) => <Words text={row.sentence} /> },
          ]}
        />
      </div>
      <Container header={<Header variant="h2">{s.services}</Header>}>
        {role.trusted.join(', ') || common.none}
      </Container>
    </SpaceBetween>
  );
}
