import { AccountForm } from '@/features/set-up/account-form';
import { GateFrame } from '@/shared/gate-frame';

/** An open vault that holds no account yet. */
export function AddAccountScreen({ onDone }: { onDone: () => void }) {
  return (
    <GateFrame wide>
      <AccountForm onDone={onDone} />
    </GateFrame>
  );
}
