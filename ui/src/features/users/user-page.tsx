// One user: a summary, and a tab for each thing that belongs to it.
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Tabs from '@cloudscape-design/components/tabs';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useUser } from '@/features/users/use-users';
import { UserCredentials } from '@/features/users/user-credentials';
import { DisableUser, UserDisabled } from '@/features/users/user-disabled';
import { UserGroups } from '@/features/users/user-groups';
import { UserHistory } from '@/features/users/user-history';
import { UserPermissions } from '@/features/users/user-permissions';
import { UserTags } from '@/features/users/user-tags';
import type { UserView } from '@/ipc/contract';
import { Asked } from '@/shared/asked';
import { ChangeDialog } from '@/shared/change-dialog';
import { Copyable } from '@/shared/copyable';
import { Page } from '@/shared/page';
import { RenameDialog } from '@/shared/rename-dialog';
import { href, routes, useGo } from '@/shared/routes';
import { Standing } from '@/shared/standing';
import { common } from '@/shared/strings/common';
import { createUser } from '@/shared/strings/create-user';
import { help } from '@/shared/strings/help';
import { person } from '@/shared/strings/person';
import { user as s, users } from '@/shared/strings/users';
import { when } from '@/shared/when';

export function UserPage() {
  const { id } = useParams({ from: '/users/$id' });
  const { tab } = useSearch({ from: '/users/$id' });
  const navigate = useNavigate();
  const query = useUser(id);
  const go = useGo();
  const [deleting, setDeleting] = useState(false);
  const [renaming, setRenaming] = useState(false);
  const name = query.data?.name ?? '';

  return (
    <Page
      title={name === '' ? users.title : name}
      testId="user-page"
      help={help.user}
      crumbs={[{ text: users.title, href: href(routes.users) }]}
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          <Button data-testid="user-hand-off" onClick={() => go(routes.newHandOff([id]))}>
            {s.emailInstructions}
          </Button>
          {query.data === undefined ? null : <DisableUser user={query.data} />}
          <Button data-testid="user-offboard" onClick={() => go(routes.offboard(id))}>
            {person.offboard}
          </Button>
          <Button data-testid="user-can" onClick={() => go(routes.canOf(id))}>
            {s.can}
          </Button>
          <Button data-testid="user-simulate" onClick={() => go(routes.simulatorFor(id))}>
            {s.simulate}
          </Button>
          <Button
            data-testid="user-delete"
            disabled={query.data === undefined}
            onClick={() => setDeleting(true)}
          >
            {s.delete}
          </Button>
        </SpaceBetween>
      }
    >
      <Asked query={query}>
        {(user) => (
          <SpaceBetween size="l">
            <UserDisabled user={user} />
            <Summary user={user} onEdit={() => setRenaming(true)} />
            <Tabs
              activeTabId={tab ?? 'permissions'}
              onChange={({ detail }) =>
                void navigate({ to: '.', search: { tab: detail.activeTabId }, replace: true })
              }
              tabs={[
                {
                  id: 'permissions',
                  label: s.tabs.permissions,
                  content: <UserPermissions user={user} />,
                },
                {
                  id: 'groups',
                  label: `${s.tabs.groups} (${user.groups.length})`,
                  content: <UserGroups user={user} />,
                },
                {
                  id: 'tags',
                  label: `${s.tabs.tags} (${user.tags.length})`,
                  content: <UserTags user={user} />,
                },
                {
                  id: 'credentials',
                  label: s.tabs.credentials,
                  content: <UserCredentials user={user} />,
                },
                {
                  id: 'history',
                  label: s.tabs.history,
                  content: <UserHistory user={user} />,
                },
              ]}
            />
            {renaming ? (
              <RenameDialog
                named={user}
                proposal={(name, path) => ({
                  kind: 'person',
                  user: user.id,
                  step: { what: 'rename', name, path },
                })}
                title={s.editTitle(user.name)}
                text={s.editText}
                label={createUser.name}
                help={createUser.nameHelp}
                pathHelp={createUser.pathHelp}
                onClose={() => setRenaming(false)}
              />
            ) : null}
            <ChangeDialog
              proposal={deleting ? { kind: 'delete_user', user: user.id } : null}
              title={users.deleteTitle(user.name)}
              text={users.deleteText}
              confirm={users.delete}
              typed={user.name}
              onDone={() => go(routes.users)}
              onClose={() => setDeleting(false)}
            />
          </SpaceBetween>
        )}
      </Asked>
    </Page>
  );
}

function Summary({ user, onEdit }: { user: UserView; onEdit: () => void }) {
  const active = user.access_keys.filter((key) => key.active).length;
  const unknown = user.credentials_known ? null : common.notKnown;
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            <Button data-testid="user-edit" onClick={onEdit}>
              {s.edit}
            </Button>
          }
        >
          {s.summary}
        </Header>
      }
    >
      <KeyValuePairs
        columns={3}
        items={[
          { label: common.arn, value: <Copyable text={user.arn} what={common.arn} /> },
          { label: common.standing, value: <Standing standing={user.standing} /> },
          { label: common.created, value: when(user.created) || common.notKnown },
          {
            label: s.consoleSignIn,
            value:
              user.login_profile === null ? (
                (unknown ?? <StatusIndicator type="stopped">{users.consoleOff}</StatusIndicator>)
              ) : (
                <StatusIndicator type="success">{users.consoleOn}</StatusIndicator>
              ),
          },
          {
            label: s.accessKeys,
            value: active === 0 ? (unknown ?? common.none) : users.keysText(active, null),
          },
          { label: common.path, value: user.path },
          { label: common.uniqueId, value: user.unique_id || common.none },
        ]}
      />
    </Container>
  );
}
