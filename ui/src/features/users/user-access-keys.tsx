// A user's access keys. Replacing one makes the second key first: nothing is destroyed before the
// new one is in hand.
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import type { AccessKeyView, DoneView, Proposal, UserView } from '@/ipc/contract';
import { useAccount } from '@/shared/account';
import { ChangeDialog } from '@/shared/change-dialog';
import { Nothing } from '@/shared/entity-table';
import { SecretValue } from '@/shared/secret-value';
import { common } from '@/shared/strings/common';
import { credentials as s } from '@/shared/strings/users';

type Doing =
  | { what: 'create' }
  | { what: 'replace' | 'activate' | 'deactivate' | 'delete'; key: AccessKeyView }
  | null;

/** AWS's quota; with both made there is no second key to replace one with. */
const mostKeys = 2;

interface UserAccessKeysProps {
  user: UserView;
  onMade: (view: DoneView) => void;
}

export function UserAccessKeys({ user, onMade }: UserAccessKeysProps) {
  const { account } = useAccount();
  const [doing, setDoing] = useState<Doing>(null);
  const [description, setDescription] = useState('');
  const aws = account.kind === 'aws';
  const full = user.access_keys.length >= mostKeys;

  const close = () => {
    setDoing(null);
    setDescription('');
  };
  const makes = doing?.what === 'create' || doing?.what === 'replace';
  const words = dialogWords(doing, user.name, aws);

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
                onClick={() => setDoing({ what: 'create' })}
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
                  {
                    id: 'replace',
                    text: s.replace,
                    disabled: full,
                    ...(full ? { disabledReason: s.replaceFull } : {}),
                  },
                  { id: 'delete', text: s.deleteKey },
                ]}
                onItemClick={({ detail }) => {
                  const what = (['replace', 'activate', 'deactivate', 'delete'] as const).find(
                    (one) => one === detail.id,
                  );
                  if (what !== undefined) {
                    setDoing({ what, key });
                  }
                }}
              />
            ),
          },
        ]}
      />
      <ChangeDialog
        proposal={proposalFor(doing, user.id, description)}
        title={words.title}
        text={words.text}
        confirm={words.confirm}
        {...(doing?.what === 'delete' && doing.key.access_key_id !== ''
          ? { typed: doing.key.access_key_id }
          : {})}
        onDone={(view) => {
          if (makes) {
            onMade(view);
          }
        }}
        onClose={close}
      >
        {makes ? (
          <FormField label={s.keyDescription} constraintText={s.keyDescriptionHelp}>
            <Input
              value={description}
              autoComplete="off"
              data-testid="key-description"
              onChange={({ detail }) => setDescription(detail.value)}
            />
          </FormField>
        ) : null}
      </ChangeDialog>
    </>
  );
}

function proposalFor(doing: Doing, user: string, description: string): Proposal | null {
  if (doing === null) {
    return null;
  }
  switch (doing.what) {
    case 'create':
    case 'replace':
      return { kind: 'create_access_key', user, description };
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

function dialogWords(
  doing: Doing,
  user: string,
  aws: boolean,
): { title: string; text: string | undefined; confirm: string } {
  const make = aws ? s.requestKey : s.createKey;
  if (doing === null || doing.what === 'create') {
    return {
      title: aws ? s.requestKeyTitle(user) : s.createKeyTitle(user),
      text: aws ? s.awsKeys : undefined,
      confirm: make,
    };
  }
  const id = doing.key.access_key_id || s.accessKey;
  switch (doing.what) {
    case 'replace':
      return { title: s.replaceTitle(id), text: s.replaceText, confirm: make };
    case 'activate':
      return { title: s.activateTitle(id), text: undefined, confirm: s.activate };
    case 'deactivate':
      return { title: s.deactivateTitle(id), text: s.deactivateText, confirm: s.deactivate };
    case 'delete':
      return { title: s.deleteKeyTitle(id), text: s.deleteKeyText, confirm: s.deleteKey };
  }
}
