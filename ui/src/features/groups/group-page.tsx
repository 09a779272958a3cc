import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { EditGroupDialog, MembersDialog } from '@/features/groups/group-dialogs';
import type { NamedView } from '@/ipc/contract';
import { useAccount } from '@/shared/account';
import { Asked } from '@/shared/asked';
import { ChangeDialog } from '@/shared/change-dialog';
import { Copyable } from '@/shared/copyable';
import { EntityLink } from '@/shared/entity-link';
import { Nothing } from '@/shared/entity-table';
import { HolderPermissions } from '@/shared/holder-permissions';
import { Page } from '@/shared/page';
import { useAsk } from '@/shared/queries';
import { href, routes, useGo } from '@/shared/routes';
import { Standing } from '@/shared/standing';
import { common } from '@/shared/strings/common';
import { groups as s } from '@/shared/strings/groups';
import { help } from '@/shared/strings/help';
import { user } from '@/shared/strings/users';
import { groupPage } from '@/shared/strings/wizards';
import { when } from '@/shared/when';

export function GroupPage() {
  const { id } = useParams({ from: '/groups/$id' });
  const { account } = useAccount();
  const query = useAsk('group', { account: account.id, id });
  const go = useGo();
  const [deleting, setDeleting] = useState(false);
  const [dialog, setDialog] = useState<'edit' | 'members' | null>(null);
  return (
    <Page
      title={query.data?.name ?? s.title}
      testId="group-page"
      help={help.groups}
      crumbs={[{ text: s.title, href: href(routes.groups) }]}
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          <Button
            disabled={query.data === undefined}
            data-testid="group-edit"
            onClick={() => setDialog('edit')}
          >
            {groupPage.edit}
          </Button>
          <Button disabled={query.data === undefined} onClick={() => setDeleting(true)}>
            {s.delete}
          </Button>
        </SpaceBetween>
      }
    >
      <Asked query={query}>
        {(group) => (
          <SpaceBetween size="l">
            <Container header={<Header variant="h2">{user.summary}</Header>}>
              <KeyValuePairs
                columns={3}
                items={[
                  { label: common.arn, value: <Copyable text={group.arn} what={common.arn} /> },
                  { label: common.standing, value: <Standing standing={group.standing} /> },
                  { label: common.created, value: when(group.created) || common.notKnown },
                  { label: common.path, value: group.path },
                  { label: common.uniqueId, value: group.unique_id || common.none },
                ]}
              />
            </Container>
            <Table<NamedView>
              variant="container"
              items={group.users}
              trackBy="id"
              header={
                <Header
                  variant="h2"
                  counter={`(${group.users.length})`}
                  actions={
                    <Button data-testid="group-members" onClick={() => setDialog('members')}>
                      {groupPage.members}
                    </Button>
                  }
                >
                  {s.usersTitle}
                </Header>
              }
              empty={<Nothing title={s.usersEmpty} text={s.usersEmptyText} />}
              columnDefinitions={[
                {
                  id: 'name',
                  header: common.name,
                  isRowHeader: true,
                  cell: (one) => <EntityLink to={routes.user(one.id)}>{one.name}</EntityLink>,
                },
              ]}
            />
            <HolderPermissions
              entity="group"
              id={group.id}
              name={group.name}
              permissions={group.permissions}
              emptyText={s.permissionsEmpty}
            />
            {dialog === 'edit' ? (
              <EditGroupDialog group={group} onClose={() => setDialog(null)} />
            ) : null}
            {dialog === 'members' ? (
              <MembersDialog group={group} onClose={() => setDialog(null)} />
            ) : null}
            <ChangeDialog
              proposal={deleting ? { kind: 'delete_group', group: group.id } : null}
              title={s.deleteTitle(group.name)}
              text={s.deleteText}
              confirm={s.delete}
              typed={group.name}
              onDone={() => go(routes.groups)}
              onClose={() => setDeleting(false)}
            />
          </SpaceBetween>
        )}
      </Asked>
    </Page>
  );
}
