import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { FieldErrorView, RoleView, TagView } from '@/ipc/contract';
import { ChangeDialog } from '@/shared/change-dialog';
import { errorFor } from '@/shared/field-errors';
import { roles } from '@/shared/strings/roles';
import { createRole, rolePage as s } from '@/shared/strings/wizards';
import { TagsEditor } from '@/shared/tags-editor';
import { TextField } from '@/shared/text-field';

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

const ownFields = ['description', 'max_session_seconds'];
const hours = Array.from({ length: 12 }, (_, index) => index + 1);

/** What the role is for, and how long its sessions may last. */
export function EditRoleDialog({ role, onClose }: RoleDialogProps) {
  const [description, setDescription] = useState(role.description);
  const [seconds, setSeconds] = useState(role.max_session_seconds);
  const [errors, setErrors] = useState<readonly FieldErrorView[]>([]);
  const wholeHours = hours.map((value) => value * 3600);
  const choices = wholeHours.includes(seconds) ? wholeHours : [seconds, ...wholeHours];
  return (
    <ChangeDialog
      proposal={{
        kind: 'update_role',
        role: role.id,
        description,
        max_session_seconds: seconds,
      }}
      title={s.editTitle(role.name)}
      confirm={s.save}
      ownFields={ownFields}
      onErrors={setErrors}
      onClose={onClose}
    >
      <SpaceBetween size="m">
        <TextField
          label={createRole.description}
          error={errorFor(errors, 'description')}
          value={description}
          rows={3}
          prose
          testId="edit-role-description"
          onChange={setDescription}
        />
        <FormField
          label={createRole.maxSession}
          constraintText={createRole.maxSessionHelp}
          errorText={errorFor(errors, 'max_session_seconds')}
        >
          <Select
            data-testid="edit-role-session"
            selectedOption={{ value: String(seconds), label: roles.hours(seconds) }}
            options={choices.map((value) => ({ value: String(value), label: roles.hours(value) }))}
            onChange={({ detail }) => setSeconds(Number(detail.selectedOption.value ?? seconds))}
          />
        </FormField>
      </SpaceBetween>
    </ChangeDialog>
  );
}
