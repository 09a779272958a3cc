import { useState } from 'react';
import type { GroupView } from '@/ipc/contract';
import { ChangeDialog } from '@/shared/change-dialog';
import { type ChosenEntity, EntityPicker } from '@/shared/entity-picker';
import { RenameDialog } from '@/shared/rename-dialog';
import { createGroup, groupPage as s } from '@/shared/strings/wizards';

interface GroupDialogProps {
  group: GroupView;
  onClose: () => void;
}

/** Another name or path. */
export function EditGroupDialog({ group, onClose }: GroupDialogProps) {
  return (
    <RenameDialog
      named={group}
      proposal={(name, path) => ({ kind: 'update_group', group: group.id, name, path })}
      title={s.editTitle(group.name)}
      text={s.editText}
      label={createGroup.groupName}
      help={createGroup.nameHelp}
      pathHelp={createGroup.pathHelp}
      onClose={onClose}
    />
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
