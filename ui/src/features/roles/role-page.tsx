import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { EditRoleDialog, RoleTagsDialog } from '@/features/roles/role-dialogs';
import { WhoCanAssume } from '@/features/roles/who-can-assume';
import type { RoleView } from '@/ipc/contract';
import { useAccount } from '@/shared/account';
import { Asked } from '@/shared/asked';
import { BoundaryDialog } from '@/shared/boundary-dialog';
import { ChangeDialog } from '@/shared/change-dialog';
import { Copyable } from '@/shared/copyable';
import { EntityLink } from '@/shared/entity-link';
import { HolderPermissions } from '@/shared/holder-permissions';
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
import { rolePage } from '@/shared/strings/wizards';
import { TagsTable } from '@/shared/tags-table';
import { when } from '@/shared/when';

export function RolePage() {
  const { id } = useParams({ from: '/roles/$id' });
  const { account } = useAccount();
  const query = useAsk('role', { account: account.id, id });
  const go = useGo();
  const [deleting, setDeleting] = useState(false);
  const role = query.data;
  return (
    <Page
      title={query.data?.name ?? s.title}
      description={query.data?.description}
      testId="role-page"
      help={help.roles}
      crumbs={[{ text: s.title, href: href(routes.roles) }]}
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          <Button data-testid="role-can" onClick={() => go(routes.canOf(id))}>
            {rolePage.can}
          </Button>
          <Button onClick={() => go(routes.simulatorFor(id))}>{user.simulate}</Button>
          <Button
            disabled={role === undefined || role.kept_by !== ''}
            data-testid="role-delete"
            onClick={() => setDeleting(true)}
          >
            {rolePage.delete}
          </Button>
        </SpaceBetween>
      }
    >
      <Asked query={query}>{(view) => <Role role={view} />}</Asked>
      <ChangeDialog
        proposal={deleting && role !== undefined ? { kind: 'delete_role', role: role.id } : null}
        title={rolePage.deleteTitle(role?.name ?? '')}
        text={rolePage.deleteText}
        confirm={rolePage.delete}
        {...(role === undefined ? {} : { typed: role.name })}
        onDone={() => go(routes.roles)}
        onClose={() => setDeleting(false)}
      />
    </Page>
  );
}

function Role({ role }: { role: RoleView }) {
  const [dialog, setDialog] = useState<'edit' | 'tags' | 'boundary' | null>(null);
  const go = useGo();
  const readOnly = role.kept_by !== '';
  return (
    <SpaceBetween size="l">
      {readOnly ? (
        <Alert type="info" header={rolePage.keptBadge[role.kept_by]}>
          {rolePage.keptBy[role.kept_by]}
        </Alert>
      ) : null}
      <Container
        header={
          <Header
            variant="h2"
            actions={
              readOnly ? null : (
                <SpaceBetween direction="horizontal" size="xs">
                  <Button data-testid="role-boundary" onClick={() => setDialog('boundary')}>
                    {rolePage.boundary}
                  </Button>
                  <Button data-testid="role-edit" onClick={() => setDialog('edit')}>
                    {rolePage.edit}
                  </Button>
                  <Button data-testid="role-tags" onClick={() => setDialog('tags')}>
                    {rolePage.editTags}
                  </Button>
                </SpaceBetween>
              )
            }
          >
            {user.summary}
          </Header>
        }
      >
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
              <HolderPermissions
                entity="role"
                id={role.id}
                name={role.name}
                permissions={role.permissions}
                emptyText={s.permissionsEmpty}
                readOnly={readOnly}
              />
            ),
          },
          {
            id: 'trust',
            label: s.trustPolicy,
            content: (
              <Container
                header={
                  <Header
                    variant="h2"
                    description={s.trustText}
                    actions={
                      readOnly ? null : (
                        <Button
                          data-testid="role-edit-trust"
                          onClick={() => go(routes.editTrust(role.id))}
                        >
                          {rolePage.editTrust}
                        </Button>
                      )
                    }
                  >
                    {s.trustPolicy}
                  </Header>
                }
              >
                <JsonView text={role.trust_policy} label={s.trustPolicy} />
              </Container>
            ),
          },
          { id: 'who', label: rolePage.whoCan, content: <WhoCanAssume role={role} /> },
          {
            id: 'tags',
            label: `${user.tabs.tags} (${role.tags.length})`,
            content: <TagsTable tags={role.tags} />,
          },
        ]}
      />
      {dialog === 'edit' ? <EditRoleDialog role={role} onClose={() => setDialog(null)} /> : null}
      {dialog === 'tags' ? <RoleTagsDialog role={role} onClose={() => setDialog(null)} /> : null}
      {dialog === 'boundary' ? (
        <BoundaryDialog holder={role} onClose={() => setDialog(null)} />
      ) : null}
    </SpaceBetween>
  );
}
