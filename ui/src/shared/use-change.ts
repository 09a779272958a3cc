import { useCallback, useState } from 'react';
import { ask, CommandFailure } from '@/ipc/client';
import type { DoneView, Proposal } from '@/ipc/contract';
import { useAccount } from '@/shared/account';
import { useFlash } from '@/shared/flash';
import { useInSpite } from '@/shared/reason';

/**
 * Carries out a proposal in the account at hand and says so, with undo. One that breaks an
 * expectation is refused until there is a reason for it; without one given, the person is asked.
 */
export function useChange(): {
  busy: boolean;
  failure: CommandFailure | null;
  propose: (proposal: Proposal, reason?: string) => Promise<DoneView | null>;
  clear: () => void;
} {
  const { account } = useAccount();
  const flash = useFlash();
  const inSpite = useInSpite();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<CommandFailure | null>(null);
  const propose = useCallback(
    async (proposal: Proposal, reason = '') => {
      setBusy(true);
      setFailure(null);
      try {
        const view = await inSpite(
          (given) =>
            ask('change', {
              account: account.id,
              proposal: given === '' ? proposal : { kind: 'in_spite_of', reason: given, proposal },
            }),
          reason,
        );
        flash.done(view);
        return view;
      } catch (refusal) {
        if (refusal instanceof CommandFailure && refusal.code !== 'cancelled') {
          setFailure(refusal);
        }
        return null;
      } finally {
        setBusy(false);
      }
    },
    [account.id, inSpite, flash],
  );
  const clear = useCallback(() => setFailure(null), []);
  return { busy, failure, propose, clear };
}
