import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { FreshGroup } from '@/features/create-user/draft';
import { useAccount } from '@/shared/account';
import { errorText } from '@/shared/field-errors';
import { type ChosenPolicy, PolicyPicker } from '@/shared/policy-picker';
import { useLive } from '@/shared/queries';
import { common } from '@/shared/strings/common';
import { groups as s } from '@/shared/strings/groups';
import { TextField } from '@/shared/text-field';

interface CreateGroupDialogProps {
  /** Names of groups that this wizard makes already. */
  taken: readonly string[];
  onAdd: (group: FreshGroup) => void;
  onClose: () => void;
}

/** A group that will be made together with the user. */
export function CreateGroupDialog({ taken, onAdd, onClose }: CreateGroupDialogProps) {
  const { account } = useAccount();
  const [name, setName] = useState('');
  const [policies, setPolicies] = useState<readonly ChosenPolicy[]>([]);
  const [tried, setTried] = useState(false);
  const preview = useLive(
    'preview',
    name === ''
      ? null
      : {
          account: account.id,
          proposal: {
            kind: 'create_group',
            name,
            policies: policies.map(({ policy }) => policy),
          },
        },
  );
  const refused = (preview.answer?.errors ?? []).map(errorText).join(' ');
  const error =
    name === ''
      ? tried
        ? s.nameNeeded
        : null
      : taken.includes(name)
        ? s.nameTaken
        : refused === ''
          ? null
          : refused;

  const submit = () => {
    setTried(true);
    if (name !== '' && error === null) {
      onAdd({ name, policies });
    }
  };

  return (
    <Modal
      visible
      size="large"
      header={s.createTitle}
      closeAriaLabel={common.close}
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              {common.cancel}
            </Button>
            <Button variant="primary" data-testid="group-add" onClick={submit}>
              {s.add}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <div data-testid="create-group-dialog">
        <SpaceBetween size="m">
          <Box color="text-body-secondary">{s.createText}</Box>
          <TextField
            label={s.name}
            error={error}
            value={name}
            autoFocus
            testId="group-name"
            onChange={setName}
          />
          <PolicyPicker testId="group-policies" chosen={policies} onChoose={setPolicies} />
        </SpaceBetween>
      </div>
    </Modal>
  );
}
