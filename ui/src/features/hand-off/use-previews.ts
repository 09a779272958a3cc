// What the hand-off so far would do, asked twice: for everybody when nothing is typed for a moment,
// and for the one person whose letter is shown with every pause in its text. So what a keystroke
// costs does not grow with the number of people.
import { useMemo } from 'react';
import { type Draft, requestOf } from '@/features/hand-off/draft';
import type { FieldErrorView, HandOffLetterView, HandOffPreviewView } from '@/ipc/contract';
import { useLive, useRested } from '@/shared/queries';

interface Previews {
  preview: HandOffPreviewView | null;
  letter: HandOffLetterView | null;
  errors: readonly FieldErrorView[];
}

const noLetters: Draft['templates'] = [];

/** Asks for none when there is no draft. */
export function usePreviews(draft: Draft | null, account: string, shown: string): Previews {
  const rested = useRested(draft);
  // The letters' texts are another question's: typing in them leaves this one as it was, and what is
  // as it was is not asked again.
  const everybody = useMemo(() => {
    if (rested === null || rested.people.length === 0) {
      return null;
    }
    return { hand_off: requestOf({ ...rested, templates: noLetters }, account), show: '' };
  }, [rested, account]);
  const one = useMemo(() => {
    if (draft === null || !draft.letter) {
      return null;
    }
    const person = draft.people.find(({ user }) => user === shown) ?? draft.people[0];
    return person === undefined
      ? null
      : { hand_off: requestOf({ ...draft, people: [person] }, account), show: '' };
  }, [draft, account, shown]);
  const preview = useLive('preview_hand_off', everybody, 0).answer;
  const letter = useLive('preview_hand_off', one).answer;
  const errors = useMemo(
    () => [
      ...(preview?.errors ?? []),
      ...(letter?.errors ?? []).filter(({ field }) => field.startsWith('templates')),
    ],
    [preview, letter],
  );
  return { preview, letter: letter?.letter ?? null, errors };
}
