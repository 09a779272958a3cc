// A new vault in four steps: place, password, recovery key, first account. The vault exists from
// the second step on; from there the way leads only forward.
import Box from '@cloudscape-design/components/box';
import { useEffect, useRef, useState } from 'react';
import { AccountForm } from '@/features/set-up/account-form';
import { PasswordStep } from '@/features/set-up/password-step';
import { PlaceStep } from '@/features/set-up/place-step';
import type { DoneView, FolderView, GateView, NewVaultView } from '@/ipc/contract';
import { GateFrame } from '@/shared/gate-frame';
import { useAction } from '@/shared/queries';
import { RecoveryStep } from '@/shared/recovery-step';
import { firstRun as s } from '@/shared/strings/first-run';

interface NewVaultScreenProps {
  gate: GateView;
  onCancel: () => void;
  /** The vault is open and has an account. */
  onDone: (view: DoneView) => void;
}

export function NewVaultScreen({ gate, onCancel, onDone }: NewVaultScreenProps) {
  const [step, setStep] = useState(0);
  const [name, setName] = useState<string>(s.vaultNameDefault);
  const [folder, setFolder] = useState<FolderView | null>(null);
  const [vault, setVault] = useState<NewVaultView | null>(null);
  const { busy, failure, run, clear } = useAction('create_vault');
  const start = useRef<HTMLDivElement>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each step begins at its top
  useEffect(() => {
    start.current?.focus();
  }, [step]);

  const create = async (password: string) => {
    const made = await run({ folder: folder?.folder ?? '', name: name.trim(), password });
    if (made !== null) {
      setVault(made);
      setStep(2);
    }
  };

  const forget = () => {
    // The key has been written down: this copy of it goes.
    setVault(null);
    setStep(3);
  };

  const back = () => {
    clear();
    setStep(0);
  };

  return (
    <GateFrame wide>
      <div ref={start} tabIndex={-1} className="page-start" data-testid={`set-up-step-${step + 1}`}>
        <Box variant="small" color="text-body-secondary" padding={{ bottom: 'xs' }}>
          {s.stepOf(step + 1)}
        </Box>
        {step === 0 ? (
          <PlaceStep
            name={name}
            usual={gate.new_vaults_in}
            folder={folder}
            onName={setName}
            onFolder={setFolder}
            onCancel={onCancel}
            onNext={() => setStep(1)}
          />
        ) : null}
        {step === 1 ? (
          <PasswordStep
            busy={busy}
            failure={failure}
            onBack={back}
            onNext={(password) => void create(password)}
          />
        ) : null}
        {step === 2 && vault !== null ? (
          <RecoveryStep recoveryKey={vault.recovery_key} onNext={forget} />
        ) : null}
        {step === 3 ? <AccountForm onDone={onDone} /> : null}
      </div>
    </GateFrame>
  );
}
