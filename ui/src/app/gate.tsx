// What stands before everything else: no vault yet, a locked vault, or the open one.
import Spinner from '@cloudscape-design/components/spinner';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { Session } from '@/app/session';
import { AddAccountScreen } from '@/features/set-up/add-account-screen';
import { NewVaultScreen } from '@/features/set-up/new-vault-screen';
import { WelcomeScreen } from '@/features/set-up/welcome-screen';
import { UnlockScreen } from '@/features/unlock/unlock-screen';
import type { DoneView, GateView } from '@/ipc/contract';
import { FailureAlert } from '@/shared/failure-alert';
import { GateFrame } from '@/shared/gate-frame';
import { useAsk } from '@/shared/queries';
import { gate as s } from '@/shared/strings/gate';

export function Gate() {
  const [makingVault, setMakingVault] = useState(false);
  // Kept here, so that a lock does not change which account is shown.
  const [account, setAccount] = useState<string | null>(null);
  const queries = useQueryClient();
  const gate = useAsk('gate', {});

  /** Another state of the gate: whatever was known about the old one is forgotten. */
  const become = useCallback(
    (view: GateView) => {
      queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'gate' });
      queries.setQueryData(['gate', {}], view);
      setMakingVault(false);
    },
    [queries],
  );

  const startOver = useCallback(() => {
    setMakingVault(false);
    queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'gate' });
    void queries.resetQueries({ queryKey: ['gate'] });
  }, [queries]);

  /** A new vault begins with the account that was just made in it. */
  const begin = useCallback(
    (view: DoneView) => {
      setAccount(view.entity);
      startOver();
    },
    [startOver],
  );

  if (gate.data === undefined && gate.error !== null) {
    return (
      <GateFrame>
        <FailureAlert failure={gate.error} onRetry={() => void gate.refetch()} />
      </GateFrame>
    );
  }
  if (gate.data === undefined) {
    return (
      <GateFrame>
        <span role="status">
          <Spinner /> {s.starting}
        </span>
      </GateFrame>
    );
  }
  if (makingVault) {
    return (
      <NewVaultScreen gate={gate.data} onCancel={() => setMakingVault(false)} onDone={begin} />
    );
  }
  switch (gate.data.state) {
    case 'no_vault':
      return (
        <WelcomeScreen gate={gate.data} onCreate={() => setMakingVault(true)} onChosen={become} />
      );
    case 'locked':
      return (
        <UnlockScreen gate={gate.data} onGate={become} onCreate={() => setMakingVault(true)} />
      );
    case 'unlocked':
      return (
        <OpenVault
          gate={gate.data}
          account={account}
          onAccount={setAccount}
          onGate={become}
          onLost={startOver}
        />
      );
  }
}

interface OpenVaultProps {
  gate: GateView;
  account: string | null;
  onAccount: (id: string | null) => void;
  onGate: (view: GateView) => void;
  onLost: () => void;
}

function OpenVault(props: OpenVaultProps) {
  const accounts = useAsk('accounts', {});
  if (accounts.data === undefined && accounts.error !== null) {
    return (
      <GateFrame>
        <FailureAlert failure={accounts.error} onRetry={() => void accounts.refetch()} />
      </GateFrame>
    );
  }
  if (accounts.data === undefined) {
    return (
      <GateFrame>
        <span role="status">
          <Spinner /> {s.starting}
        </span>
      </GateFrame>
    );
  }
  if (accounts.data.length === 0) {
    return (
      <AddAccountScreen
        onDone={(view) => {
          props.onAccount(view.entity);
          void accounts.refetch();
        }}
      />
    );
  }
  return <Session {...props} accounts={accounts.data} />;
}
