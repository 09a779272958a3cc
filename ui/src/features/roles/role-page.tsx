import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import { useParams } from '@tanstack/react-router';
import type { RoleView } from '@/ipc/contract';
import { useAccount } from '@/shared/account';
import { Asked } from '@/shared/asked';
import { Copyable } from '@/shared/copyable';
import { EntityLink } from '@/shared/entity-link';
import { GrantsTable } from '@/shared/grants-table';
import { JsonView } from '@/shared/json-view';
import { Page } from '@/shared/page';
import { useAsk } from '@/shared/queries';
import { href, routes, useGo } from '@/shared/routes';
import { Standing } from '@/shared/standing';
import { common } from '@/shared/strings/common';
import { help } from '@/shared/strings/help';
import { permissions } from '@/shared/strings/permissions';
import { roles as s } from '@/shared/strings/roles';
import { user } from '@/shared/strings/users';
import { TagsTable } from '@/shared/tags-table';
import { when } from '@/shared/when';

export function RolePage() {
  const { id } = useParams({ from: '/roles/$id' });
  const { account } = useAccount();
  const query = useAsk('role', { account: account.id, id });
  const go = useGo();
  return (
    <Page
      title={query.data?.name ?? s.title}
      description={query.data?.description}
      testId="role-page"
      help={help.roles}
      crumbs={[{ text: s.title, href: href(routes.roles) }]}
      actions={<Button onClick={() => go(routes.simulatorFor(id))}>{user.simulate}</Button>}
    >
      <Asked query={query}>{(role) => <Role role={role} />}</Asked>
    </Page>
  );
}

function Role({ role }: { role: RoleView }) {
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">{user.summary}</Header>}>
        <KeyValuePairs
          columns={3}
          items={[
            { label: common.arn, value: <Copyable text={role.arn} what={common.arn} /> },
            { label: common.standing, value: <Standing standing={role.standing} /> },
            { label: common.created, value: when(role.created) || common.notKnown },
            { label: s.trusted, value: role.trusted.join(', ') || common.none },
            { label: s.maxSession, value: s.hours(role.max_session_seconds) },
            {
              label: permissions.boundaryTitle,
              value:
                role.boundary === null ? (
                  common.none
                ) : (
                  <EntityLink to={routes.policy(role.boundary.policy)}>
                    {role.boundary.name}
                  </EntityLink>
                ),
            },
          ]}
        />
      </Container>
      <Tabs
        tabs={[
          {
            id: 'permissions',
            label: user.tabs.permissions,
            content: (
              <GrantsTable
                grants={role.permissions}
                showVia={false}
                emptyText={s.permissionsEmpty}
              />
            ),
          },
          {
            id: 'trust',
            label: s.trustPolicy,
            content: (
              <Container
                header={
                  <Header variant="h2" description={s.trustText}>
                    {s.trustPolicy}
                  </Header>
                }
              >
                <JsonView text={role.trust_policy} label={s.trustPolicy} />
              </Container>
            ),
          },
          {
            id: 'tags',
            label: `${user.tabs.tags} (${role.tags.length})`,
            content: <TagsTable tags={role.tags} />,
          },
        ]}
      />
    </SpaceBetween>
  );
}
