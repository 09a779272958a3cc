import Button from '@cloudscape-design/components/button';
import { useCallback, useState } from 'react';
import type { FieldErrorView, TagView, UserView } from '@/ipc/contract';
import { ChangeDialog } from '@/shared/change-dialog';
import { user as s } from '@/shared/strings/users';
import { TagsEditor } from '@/shared/tags-editor';
import { TagsTable } from '@/shared/tags-table';

export function UserTags({ user }: { user: UserView }) {
  const [editing, setEditing] = useState<readonly TagView[] | null>(null);
  const [errors, setErrors] = useState<readonly FieldErrorView[]>([]);
  const takeErrors = useCallback((found: readonly FieldErrorView[]) => setErrors(found), []);
  return (
    <>
      <TagsTable
        tags={user.tags}
        actions={
          <Button data-testid="edit-tags" onClick={() => setEditing(user.tags)}>
            {s.editTags}
          </Button>
        }
      />
      <ChangeDialog
        proposal={editing === null ? null : { kind: 'set_tags', user: user.id, tags: [...editing] }}
        title={s.editTags}
        confirm={s.saveTags}
        ownFields={['tags']}
        onErrors={takeErrors}
        onClose={() => setEditing(null)}
      >
        <TagsEditor tags={editing ?? []} onChange={setEditing} errors={errors} />
      </ChangeDialog>
    </>
  );
}
