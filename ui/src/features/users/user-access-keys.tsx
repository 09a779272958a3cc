// A user's access keys. Making one and replacing one are pages of their own (`access-keys`).
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import Header from '@cloudscape-design/components/header';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import type { AccessKeyView, Proposal, UserView } from '@/ipc/contract';
import { useAccount } from '@/shared/account';
import { ChangeDialog } from '@/shared/change-dialog';
import { Nothing } from '@/shared/entity-table';
import { routes, useGo } from '@/shared/routes';
import { SecretValue } from '@/shared/secret-value';
import { common } from '@/shared/strings/common';
import { credentials as s } from '@/shared/strings/users';

type Doing = { what: 'activate' | 'deactivate' | 'delete'; key: AccessKeyView } | null;

/** AWS's quota; with both made there is no second key to replace one with. */
const mostKeys = 2;

export function UserAccessKeys({ user }: { user: UserView }) {
  const go = useGo();
  const { account } = useAccount();
  const [doing, setDoing] = useState<Doing>(null);
  const aws = account.kind === 'aws';
  const full = user.access_keys.length >= mostKeys;

  const words = dialogWords(doing);

  return (
    <>
      <Table<AccessKeyView>
        variant="container"
        wrapLines
        items={user.access_keys}
        trackBy="id"
        header={
          <Header
            variant="h2"
            counter={`(${user.access_keys.length}/${mostKeys})`}
            description={aws ? s.awsKeys : s.keysDescription}
            actions={
              <Button
                disabled={full}
                data-testid="create-access-key"
                onClick={() => go(routes.createKey(user.id))}
              >
                {aws ? s.requestKey : s.createKey}
              </Button>
            }
          >
            {s.keysTitle}
          </Header>
        }
        empty={<Nothing title={s.keysEmpty} text={s.keysEmptyText} />}
        columnDefinitions={[
          {
            id: 'id',
            header: s.keyId,
            isRowHeader: true,
            minWidth: 230,
            cell: (key) => (
              <>
                <span className="mono">{key.access_key_id || s.keyIdRequested}</span>
                {key.description === '' ? null : (
                  <Box variant="small" color="text-body-secondary" display="block">
                    {key.description}
                  </Box>
                )}
              </>
            ),
          },
          {
            id: 'status',
            header: s.keyStatus,
            width: 115,
            cell: (key) =>
              aws && key.stage === 'requested' ? (
                <StatusIndicator type="pending">{s.stages[key.stage]}</StatusIndicator>
              ) : key.active ? (
                <StatusIndicator type="success">{s.keyActive}</StatusIndicator>
              ) : (
                <StatusIndicator type="stopped">{s.keyInactive}</StatusIndicator>
              ),
          },
          {
            id: 'age',
            header: s.keyAge,
            width: 95,
            cell: (key) => (key.age_days === null ? common.none : common.day(key.age_days)),
          },
          {
            id: 'used',
            header: s.keyLastUsed,
            cell: (key) => key.last_used || common.notKnown,
          },
          {
            id: 'secret',
            header: s.keySecret,
            minWidth: 210,
            cell: (key) =>
              key.has_secret ? (
                <SecretValue
                  credential={key.id}
                  what={s.keySecret.toLowerCase()}
                  testId={`secret-${key.access_key_id}`}
                />
              ) : (
                s.notHeld
              ),
          },
          {
            id: 'actions',
            header: s.keyActions,
            width: 110,
            cell: (key) => (
              <ButtonDropdown
                variant="icon"
                expandToViewport
                ariaLabel={s.keyActionsLabel(key.access_key_id)}
                data-testid={`key-actions-${key.access_key_id}`}
                items={[
                  key.active
                    ? { id: 'deactivate', text: s.deactivate }
                    : { id: 'activate', text: s.activate },
                  { id: 'rotate', text: full ? s.rotateOn : s.rotate },
                  { id: 'delete', text: s.deleteKey },
                ]}
                onItemClick={({ detail }) => {
                  const what = (['activate', 'deactivate', 'delete'] as const).find(
                    (one) => one === detail.id,
                  );
                  if (what !== undefined) {
                    setDoing({ what, key });
                  } else if (detail.id === 'rotate') {
                    go(routes.rotateKey(user.id, key.id));
                  }
                }}
              />
            ),
          },
        ]}
      />
      <ChangeDialog
        proposal={proposalFor(doing, user.id)}
        title={words.title}
        text={words.text}
        confirm={words.confirm}
        {...(doing?.what === 'delete' && doing.key.access_key_id !== ''
          ? { typed: doing.key.access_key_id }
          : {})}
        onClose={() => setDoing(null)}
      />
    </>
  );
}

function proposalFor(doing: Doing, user: string): Proposal | null {
  if (doing === null) {
    return null;
  }
  switch (doing.what) {
    case 'activate':
    case 'deactivate':
      return {
        kind: 'set_access_key_active',
        user,
        credential: doing.key.id,
        active: doing.what === 'activate',
      };
    case 'delete':
      return { kind: 'delete_access_key', user, credential: doing.key.id };
  }
}

function dialogWords(doing: Doing): { title: string; text: string | undefined; confirm: string } {
  if (doing === null) {
    return { title: '', text: undefined, confirm: '' };
  }
  const id = doing.key.access_key_id || s.accessKey;
  switch (doing.what) {
    case 'activate':
      return { title: s.activateTitle(id), text: undefined, confirm: s.activate };
    case 'deactivate':
      return { title: s.deactivateTitle(id), text: s.deactivateText, confirm: s.deactivate };
    case 'delete':
      return { title: s.deleteKeyTitle(id), text: s.deleteKeyText, confirm: s.deleteKey };
  }
}
