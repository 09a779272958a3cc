import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { FieldErrorView, RoleView, TagView } from '@/ipc/contract';
import { ChangeDialog } from '@/shared/change-dialog';
import { type ChosenPolicy, PolicyPicker } from '@/shared/policy-picker';
import { rolePage as s } from '@/shared/strings/wizards';
import { TagsEditor } from '@/shared/tags-editor';

interface RoleDialogProps {
  role: RoleView;
  onClose: () => void;
}

const tagFields = ['tags'];

/** The role's tags. */
export function RoleTagsDialog({ role, onClose }: RoleDialogProps) {
  const [tags, setTags] = useState<readonly TagView[]>(role.tags);
  const [errors, setErrors] = useState<readonly FieldErrorView[]>([]);
  return (
    <ChangeDialog
      proposal={{ kind: 'set_entity_tags', entity: role.id, tags: [...tags] }}
      title={s.editTags}
      confirm={s.editTags}
      ownFields={tagFields}
      onErrors={setErrors}
      onClose={onClose}
    >
      <TagsEditor tags={tags} errors={errors} onChange={setTags} />
    </ChangeDialog>
  );
}

/** The role's permissions boundary. */
export function BoundaryDialog({ role, onClose }: RoleDialogProps) {
  const [chosen, setChosen] = useState<readonly ChosenPolicy[]>(
    role.boundary === null ? [] : [{ policy: role.boundary.policy, name: role.boundary.name }],
  );
  return (
    <ChangeDialog
      proposal={{
        kind: 'set_boundary',
        holder: role.id,
        boundary: chosen[0]?.policy ?? null,
      }}
      title={s.boundary}
      confirm={chosen.length === 0 ? s.removeBoundary : s.setBoundary}
      onClose={onClose}
    >
      <SpaceBetween size="s">
        <PolicyPicker single testId="boundary-policies" chosen={chosen} onChoose={setChosen} />
      </SpaceBetween>
    </ChangeDialog>
  );
}
