// What stands before everything else: no vault yet, a locked vault, or the open one.
import Spinner from '@cloudscape-design/components/spinner';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { Session } from '@/app/session';
import { AddAccountScreen } from '@/features/set-up/add-account-screen';
import { NewVaultScreen } from '@/features/set-up/new-vault-screen';
import { WelcomeScreen } from '@/features/set-up/welcome-screen';
import { UnlockScreen } from '@/features/unlock/unlock-screen';
import type { DoneView, GateView } from '@/ipc/contract';
import { FailureAlert } from '@/shared/failure-alert';
import { GateFrame } from '@/shared/gate-frame';
import { keep, keptAt, recall } from '@/shared/kept';
import { useAsk } from '@/shared/queries';
import { gate as s } from '@/shared/strings/gate';

export function Gate() {
  const [makingVault, setMakingVault] = useState(false);
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

/** Where it is kept which account was shown: a lock does not change it. */
const shownAccount = 'account';

function OpenVault(props: OpenVaultProps) {
  const { account, onAccount } = props;
  const accounts = useAsk('accounts', {});
  const [recalled, setRecalled] = useState(false);

  useEffect(() => {
    // What can not be recalled is not there: the vault is open all the same.
    void recall()
      .catch(() => undefined)
      .then(() => setRecalled(true));
  }, []);
  const shown = account ?? (recalled ? (keptAt<string>(shownAccount) ?? null) : null);
  useEffect(() => {
    if (recalled) {
      keep(shownAccount, shown);
    }
  }, [recalled, shown]);
  if (accounts.data === undefined && accounts.error !== null) {
    return (
      <GateFrame>
        <FailureAlert failure={accounts.error} onRetry={() => void accounts.refetch()} />
      </GateFrame>
    );
  }
  if (accounts.data === undefined || !recalled) {
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
          onAccount(view.entity);
          void accounts.refetch();
        }}
      />
    );
  }
  return <Session {...props} account={shown} accounts={accounts.data} />;
}
