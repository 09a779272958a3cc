import { useCallback } from 'react';
import type { CommandFailure } from '@/ipc/client';
import type { DoneView, Proposal } from '@/ipc/contract';
import { useAccount } from '@/shared/account';
import { useFlash } from '@/shared/flash';
import { useAction } from '@/shared/queries';

/** Carries out a proposal in the account at hand and says so, with undo. */
export function useChange(): {
  busy: boolean;
  failure: CommandFailure | null;
  propose: (proposal: Proposal) => Promise<DoneView | null>;
  clear: () => void;
} {
  const { account } = useAccount();
  const flash = useFlash();
  const { busy, failure, run, clear } = useAction('change');
  const propose = useCallback(
    async (proposal: Proposal) => {
      const view = await run({ account: account.id, proposal });
      if (view !== null) {
        flash.done(view);
      }
      return view;
    },
    [account.id, flash, run],
  );
  return { busy, failure, propose, clear };
}
