// What a wizard has collected so far. It is kept in memory, and nowhere else, so that a lock in the
// middle loses nothing; it is gone when the wizard ends or the window closes. What is secret in it is
// taken out by `keep` before it is kept.
import { useCallback, useState } from 'react';
import { useAccount } from '@/shared/account';
import { keep as keepOverLock, keptAt } from '@/shared/kept';

export interface KeptDraft<Draft> {
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  step: number;
  setStep: (step: number) => void;
  /** The wizard has ended: the next one begins anew. */
  forget: () => void;
}

/** A wizard's draft for the account at hand. `wizard` names it, with what it is about. */
export function useDraft<Draft>(
  wizard: string,
  empty: Draft,
  keep: (draft: Draft) => Draft = (draft) => draft,
): KeptDraft<Draft> {
  const { account } = useAccount();
  const place = `${account.id} ${wizard}`;
  const [held, setHeld] = useState(
    () => keptAt<{ draft: Draft; step: number }>(place) ?? { draft: empty, step: 0 },
  );
  const put = useCallback(
    (next: (before: { draft: Draft; step: number }) => { draft: Draft; step: number }) =>
      setHeld((before) => {
        const after = next(before);
        keepOverLock(place, { draft: keep(after.draft), step: after.step });
        return after;
      }),
    [place, keep],
  );
  const change = useCallback(
    (part: Partial<Draft>) => put((before) => ({ ...before, draft: { ...before.draft, ...part } })),
    [put],
  );
  const setStep = useCallback((step: number) => put((before) => ({ ...before, step })), [put]);
  const forget = useCallback(() => {
    keepOverLock(place, null);
    setHeld({ draft: empty, step: 0 });
  }, [place, empty]);
  return { draft: held.draft, change, step: held.step, setStep, forget };
}
