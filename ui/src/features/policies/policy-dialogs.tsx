import Checkbox from '@cloudscape-design/components/checkbox';
import { useState } from 'react';
import type { FieldErrorView, PolicyView, TagView } from '@/ipc/contract';
import { ChangeDialog } from '@/shared/change-dialog';
import { policyPage as s } from '@/shared/strings/wizards';
import { TagsEditor } from '@/shared/tags-editor';

interface PolicyDialogProps {
  policy: PolicyView;
  id: string;
  onDone?: () => void;
  onClose: () => void;
}

const tagFields = ['tags'];

/** Deletes a policy. What is in the way is AWS's to say; the box offers to clear it. */
export function DeletePolicyDialog({ policy, id, onDone, onClose }: PolicyDialogProps) {
  const [takeAway, setTakeAway] = useState(false);
  const used = policy.attached_to.length > 0;
  return (
    <ChangeDialog
      proposal={{ kind: 'delete_policy', policy: id, take_away: takeAway }}
      title={s.deleteTitle(policy.name)}
      text={s.deleteText}
      confirm={s.delete}
      typed={policy.name}
      {...(onDone === undefined ? {} : { onDone })}
      onClose={onClose}
    >
      {used ? (
        <Checkbox
          checked={takeAway}
          description={s.takeAwayHelp}
          data-testid="delete-take-away"
          onChange={({ detail }) => setTakeAway(detail.checked)}
        >
          {s.takeAway}
        </Checkbox>
      ) : null}
    </ChangeDialog>
  );
}

/** The policy's tags. */
export function PolicyTagsDialog({ policy, id, onClose }: PolicyDialogProps) {
  const [tags, setTags] = useState<readonly TagView[]>(policy.tags);
  const [errors, setErrors] = useState<readonly FieldErrorView[]>([]);
  return (
    <ChangeDialog
      proposal={{ kind: 'set_entity_tags', entity: id, tags: [...tags] }}
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
