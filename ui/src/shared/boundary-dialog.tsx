// Sets, changes or removes the permissions boundary of a user or a role.
import { useState } from 'react';
import type { GrantView } from '@/ipc/contract';
import { ChangeDialog } from '@/shared/change-dialog';
import { type ChosenPolicy, PolicyPicker } from '@/shared/policy-picker';
import { permissions as s } from '@/shared/strings/permissions';

interface BoundaryDialogProps {
  holder: { id: string; boundary: GrantView | null };
  onClose: () => void;
}

export function BoundaryDialog({ holder, onClose }: BoundaryDialogProps) {
  const held = holder.boundary;
  const [chosen, setChosen] = useState<readonly ChosenPolicy[]>(
    held === null ? [] : [{ policy: held.policy, name: held.name }],
  );
  const removes = held !== null && chosen.length === 0;
  return (
    <ChangeDialog
      proposal={{ kind: 'set_boundary', holder: holder.id, boundary: chosen[0]?.policy ?? null }}
      title={s.boundaryTitle}
      confirm={removes ? s.removeBoundary : s.setBoundary}
      onClose={onClose}
    >
      <PolicyPicker single testId="boundary-policies" chosen={chosen} onChoose={setChosen} />
    </ChangeDialog>
  );
}
