import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { FieldErrorView, GroupView } from '@/ipc/contract';
import { ChangeDialog } from '@/shared/change-dialog';
import { type ChosenEntity, EntityPicker } from '@/shared/entity-picker';
import { errorFor } from '@/shared/field-errors';
import { common } from '@/shared/strings/common';
import { createGroup, groupPage as s } from '@/shared/strings/wizards';

interface GroupDialogProps {
  group: GroupView;
  onClose: () => void;
}

const nameFields = ['name', 'path'];

/** Another name or path. */
export function EditGroupDialog({ group, onClose }: GroupDialogProps) {
  const [name, setName] = useState(group.name);
  const [path, setPath] = useState(group.path);
  const [errors, setErrors] = useState<readonly FieldErrorView[]>([]);
  return (
    <ChangeDialog
      proposal={{ kind: 'update_group', group: group.id, name, path }}
      title={s.editTitle(group.name)}
      confirm={s.save}
      ownFields={nameFields}
      onErrors={setErrors}
      onClose={onClose}
    >
      <SpaceBetween size="m">
        <FormField
          label={createGroup.groupName}
          constraintText={createGroup.nameHelp}
          errorText={errorFor(errors, 'name')}
        >
          <Input
            value={name}
            autoFocus
            autoComplete="off"
            spellcheck={false}
            data-testid="edit-group-name"
            onChange={({ detail }) => setName(detail.value)}
          />
        </FormField>
        <FormField
          label={common.path}
          constraintText={createGroup.pathHelp}
          errorText={errorFor(errors, 'path')}
        >
          <Input
            value={path}
            autoComplete="off"
            spellcheck={false}
            data-testid="edit-group-path"
            onChange={({ detail }) => setPath(detail.value)}
          />
        </FormField>
      </SpaceBetween>
    </ChangeDialog>
  );
}

/** Who is in the group. */
export function MembersDialog({ group, onClose }: GroupDialogProps) {
  const [members, setMembers] = useState<readonly ChosenEntity[]>(group.users);
  return (
    <ChangeDialog
      proposal={{ kind: 'set_members', group: group.id, users: members.map(({ id }) => id) }}
      title={s.membersTitle(group.name)}
      confirm={s.save}
      onClose={onClose}
    >
      <EntityPicker kinds={['user']} chosen={members} onChoose={setMembers} />
    </ChangeDialog>
  );
}
