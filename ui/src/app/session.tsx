// An open vault: the account that is shown, the watch for changes from elsewhere, the idle lock.

import { useQueryClient } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useIdleLock } from '@/app/idle-lock';
import { Notices } from '@/app/notices';
import { bringPages, makeRouter } from '@/app/router';
import { ask, CommandFailure } from '@/ipc/client';
import type { AccountView, GateView, NoticeView } from '@/ipc/contract';
import { AccountProvider } from '@/shared/account';
import { ConfirmPasswordProvider } from '@/shared/confirm-password';
import { FlashProvider } from '@/shared/flash';
import { handOver } from '@/shared/kept';
import { LockProvider } from '@/shared/lock';
import { ReasonProvider } from '@/shared/reason';

interface SessionProps {
  gate: GateView;
  accounts: readonly AccountView[];
  /** The one that was chosen; otherwise the first is shown. */
  account: string | null;
  onAccount: (id: string) => void;
  onGate: (view: GateView) => void;
  onLost: () => void;
}

/** The vault is locked, gone, or was replaced by another program's rotation. */
const lost = ['locked', 'no-vault', 'vault-moved'];

/** How often the vault is asked whether the command line or another window changed it. */
const pollMs = 4000;

/** A lock does not wait longer for a draft that was just typed. */
const handOverMs = 200;

export function Session(props: SessionProps) {
  const { gate, accounts, account: chosen, onAccount, onGate, onLost } = props;
  const [router] = useState(makeRouter);
  const [notices, setNotices] = useState<readonly NoticeView[]>([]);
  const queries = useQueryClient();

  const lock = useCallback(async () => {
    await Promise.race([handOver(), new Promise((gone) => setTimeout(gone, handOverMs))]);
    try {
      onGate(await ask('lock', {}));
    } catch {
      onLost();
    }
  }, [onGate, onLost]);

  useIdleLock(gate.idle_lock_minutes, lock);
  useEffect(() => bringPages(router), [router]);

  useEffect(() => {
    let generation: number | null = null;
    const look = async () => {
      try {
        const now = await ask('poll', {});
        setNotices(now.notices);
        if (!now.unlocked) {
          onLost();
        } else if (generation !== null && generation !== now.generation) {
          void queries.invalidateQueries();
        }
        generation = now.generation;
      } catch (reason) {
        // Anything else may pass; losing a draft over it would not.
        if (reason instanceof CommandFailure && lost.includes(reason.code)) {
          onLost();
        }
      }
    };
    // At once, because what was found while opening is told by the first look.
    void look();
    const timer = window.setInterval(() => void look(), pollMs);
    return () => window.clearInterval(timer);
  }, [queries, onLost]);

  const account = accounts.find(({ id }) => id === chosen) ?? accounts[0];
  const context = useMemo(
    () => (account === undefined ? null : { account, accounts, choose: onAccount }),
    [account, accounts, onAccount],
  );
  if (context === null) {
    return null;
  }
  return (
    <LockProvider value={{ lock, gate, gateIs: onGate }}>
      <AccountProvider value={context}>
        <ReasonProvider>
          <FlashProvider>
            <Notices notices={notices} onAccepted={() => setNotices([])} />
            <ConfirmPasswordProvider>
              <RouterProvider router={router} />
            </ConfirmPasswordProvider>
          </FlashProvider>
        </ReasonProvider>
      </AccountProvider>
    </LockProvider>
  );
}
