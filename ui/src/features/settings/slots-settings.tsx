// What can open the vault. Each act asks for the password again.
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import Header from '@cloudscape-design/components/header';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import type { RecoveryKeyView, SlotsView, SlotView } from '@/ipc/contract';
import { FailureAlert } from '@/shared/failure-alert';
import { useFlash } from '@/shared/flash';
import { PasswordDialog } from '@/shared/password-dialog';
import { useAction, useAsk } from '@/shared/queries';
import { RecoveryStep } from '@/shared/recovery-step';
import { common } from '@/shared/strings/common';
import { slots as s } from '@/shared/strings/slots';
import { when } from '@/shared/when';

type Act = 'key_file' | 'keychain' | 'recovery' | 'rotate' | { remove: SlotView };

export function SlotsSettings() {
  const [act, setAct] = useState<Act | null>(null);
  const [shown, setShown] = useState<RecoveryKeyView | null>(null);
  const query = useAsk('vault_slots', {});
  const again = () => void query.refetch();
  return (
    <div data-testid="slots-settings">
      <Table<SlotView>
        variant="container"
        wrapLines
        items={query.data?.slots ?? []}
        loading={query.isPending}
        loadingText={common.loading}
        trackBy={(slot) => slot.id || slot.label}
        ariaLabels={{ tableLabel: s.title }}
        header={
          <Header
            variant="h2"
            description={s.text}
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                <Button data-testid="slots-rotate" onClick={() => setAct('rotate')}>
                  {s.rotate}
                </Button>
                <Button data-testid="slots-recovery" onClick={() => setAct('recovery')}>
                  {s.newRecovery}
                </Button>
                <ButtonDropdown
                  data-testid="slots-add"
                  items={[
                    { id: 'key_file', text: s.keyFile },
                    {
                      id: 'keychain',
                      text: s.keychain,
                      disabled: !canAddKeychain(query.data),
                      disabledReason: query.data?.in_keychain === true ? s.isKept : s.noKeychain,
                    },
                  ]}
                  onItemClick={({ detail }) =>
                    setAct(detail.id === 'keychain' ? 'keychain' : 'key_file')
                  }
                >
                  {s.add}
                </ButtonDropdown>
              </SpaceBetween>
            }
          >
            {s.title}
          </Header>
        }
        empty={<FailureAlert failure={query.error} onRetry={again} />}
        columnDefinitions={[
          {
            id: 'kind',
            header: s.opensWith,
            isRowHeader: true,
            cell: (slot) => s.kinds[slot.kind],
          },
          { id: 'label', header: common.name, cell: (slot) => slot.label || common.none },
          {
            id: 'made',
            header: s.made,
            cell: (slot) => (slot.made === '' ? common.none : when(slot.made)),
          },
          {
            id: 'remove',
            header: common.remove,
            width: 110,
            cell: (slot) =>
              slot.removable ? (
                <Button
                  variant="inline-link"
                  ariaLabel={s.removeLabel(s.kinds[slot.kind], slot.label)}
                  data-testid={`slot-remove-${slot.kind}`}
                  onClick={() => setAct({ remove: slot })}
                >
                  {common.remove}
                </Button>
              ) : (
                common.none
              ),
          },
        ]}
      />
      <Dialog
        act={act}
        onClose={() => setAct(null)}
        onDone={(key) => {
          setAct(null);
          setShown(key);
          again();
        }}
      />
      {shown === null ? null : (
        <Modal
          visible
          size="large"
          header={s.newRecovery}
          closeAriaLabel={common.close}
          onDismiss={() => setShown(null)}
        >
          <SpaceBetween size="m">
            {shown.dropped.length === 0 ? null : <Box>{s.dropped(shown.dropped)}</Box>}
            <RecoveryStep recoveryKey={shown.recovery_key} onNext={() => setShown(null)} />
          </SpaceBetween>
        </Modal>
      )}
    </div>
  );
}

function canAddKeychain(view: SlotsView | undefined): boolean {
  return view?.keychain === true && !view.in_keychain;
}

interface DialogProps {
  act: Act | null;
  onClose: () => void;
  onDone: (key: RecoveryKeyView | null) => void;
}

function Dialog({ act, onClose, onDone }: DialogProps) {
  const keyFile = useAction('add_key_file');
  const keychain = useAction('add_keychain');
  const recovery = useAction('replace_recovery_key');
  const rotate = useAction('rotate_key');
  const remove = useAction('remove_slot');
  const flash = useFlash();
  const actions = [keyFile, keychain, recovery, rotate, remove];

  const close = () => {
    for (const action of actions) {
      action.clear();
    }
    onClose();
  };
  const said = (answer: unknown, text: string) => {
    if (answer !== null) {
      flash.say('success', text);
      onDone(null);
    }
  };
  const shown = (key: RecoveryKeyView | null) => {
    if (key !== null) {
      onDone(key);
    }
  };
  const submit = async (password: string, label: string) => {
    switch (act) {
      case null:
        return;
      case 'key_file':
        return said(await keyFile.run({ label, password }), s.keyFileMade);
      case 'keychain':
        return said(await keychain.run({ password }), s.keychainAdded);
      case 'recovery':
        return shown(await recovery.run({ password }));
      case 'rotate':
        return shown(await rotate.run({ password }));
      default:
        return said(await remove.run({ id: act.remove.id, password }), s.removed);
    }
  };
  if (act === null) {
    return null;
  }
  return (
    <PasswordDialog
      {...words(act)}
      {...(act === 'key_file' ? { name: { label: common.name, hint: s.keyFileHint } } : {})}
      busy={actions.some(({ busy }) => busy)}
      failure={actions.find(({ failure }) => failure !== null)?.failure ?? null}
      onClose={close}
      onSubmit={(password, label) => void submit(password, label)}
    />
  );
}

function words(act: Act): { title: string; text: string; button: string } {
  switch (act) {
    case 'key_file':
      return { title: s.keyFileTitle, text: s.keyFileText, button: s.keyFileButton };
    case 'keychain':
      return { title: s.keychainTitle, text: s.keychainText, button: s.add };
    case 'recovery':
      return { title: s.newRecovery, text: s.newRecoveryText, button: s.newRecovery };
    case 'rotate':
      return { title: s.rotate, text: s.rotateText, button: s.rotate };
    default:
      return {
        title: s.removeLabel(s.kinds[act.remove.kind], act.remove.label),
        text: s.removeText,
        button: common.remove,
      };
  }
}
