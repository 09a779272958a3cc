import { AccountForm } from '@/features/set-up/account-form';
import type { DoneView } from '@/ipc/contract';
import { GateFrame } from '@/shared/gate-frame';

/** An open vault that holds no account yet. */
export function AddAccountScreen({ onDone }: { onDone: (view: DoneView) => void }) {
  return (
    <GateFrame wide>
      <AccountForm onDone={onDone} />
    </GateFrame>
  );
}
