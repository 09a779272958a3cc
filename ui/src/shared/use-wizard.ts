// What every wizard does: ask Rust what the proposal so far would do, show what is wrong beside its
// field, let nobody past a step that is wrong, and carry the proposal out at the end.
import { useMemo, useState } from 'react';
import type { DoneView, FieldErrorView, PreviewView, Proposal } from '@/ipc/contract';
import { useAccount } from '@/shared/account';
import { type KeptDraft, useDraft } from '@/shared/draft';
import { errorText } from '@/shared/field-errors';
import { useAction, useLive } from '@/shared/queries';
import { useChange } from '@/shared/use-change';
import { sentence } from '@/shared/words';

interface WizardSetup<Draft> {
  /** Names the draft; `create policy`. */
  name: string;
  empty: Draft;
  keep?: (draft: Draft) => Draft;
  proposalOf: (draft: Draft) => Proposal;
  /** The step on which an error's field stands. */
  stepOf: (error: FieldErrorView) => number;
  /** Whether the step shows the error at the field itself. */
  besideAField: (error: FieldErrorView) => boolean;
  /** Whether a person has been at the field: what nobody has touched is not wrong yet. */
  touched?: (error: FieldErrorView, draft: Draft) => boolean;
  last: number;
  onDone: (done: DoneView) => void;
}

export interface Wizardry<Draft> extends Omit<KeptDraft<Draft>, 'forget'> {
  proposal: Proposal;
  preview: PreviewView | null;
  waiting: boolean;
  /** What may be shown beside the fields. */
  shown: readonly FieldErrorView[];
  /** What stands at the foot of a step. */
  errorTextOf: (step: number) => string | undefined;
  navigate: (requested: number) => Promise<void>;
  submit: () => Promise<void>;
  /** How often a step was not let go: each time the focus goes to the first field that is wrong. */
  refusals: number;
  cancel: () => void;
  busy: boolean;
}

const none: readonly FieldErrorView[] = [];

export function useWizard<Draft>(setup: WizardSetup<Draft>): Wizardry<Draft> {
  const { account } = useAccount();
  const { draft, change, step, setStep, forget } = useDraft(setup.name, setup.empty, setup.keep);
  const [tried, setTried] = useState<readonly number[]>([]);
  const [refusals, setRefusals] = useState(0);
  const { busy, failure, propose } = useChange();
  const check = useAction('preview');
  const { proposalOf, stepOf, last } = setup;
  const proposal = useMemo(() => proposalOf(draft), [draft, proposalOf]);
  const live = useLive('preview', { account: account.id, proposal });
  const shown = (live.answer?.errors ?? none).filter(
    (error) => tried.includes(stepOf(error)) || setup.touched?.(error, draft) === true,
  );

  const errorTextOf = (at: number) => {
    const texts = shown
      .filter((error) => stepOf(error) === at && !setup.besideAField(error))
      .map(errorText);
    for (const one of [at === last ? failure : null, at === step ? check.failure : null]) {
      if (one !== null) {
        texts.push([sentence(one.message), sentence(one.help)].filter(Boolean).join('. '));
      }
    }
    return texts.length === 0 ? undefined : texts.join(' ');
  };

  // Asked anew rather than read off the last answer: that one may be a keystroke behind.
  const errorsNow = async () =>
    (await check.run({ account: account.id, proposal }))?.errors ?? null;

  const navigate = async (requested: number) => {
    if (requested > step) {
      setTried((before) => [...new Set([...before, step])]);
      const found = await errorsNow();
      if (found === null || found.some((error) => stepOf(error) <= step)) {
        setRefusals((before) => before + 1);
        return;
      }
    }
    setStep(requested);
  };

  const submit = async () => {
    setTried(Array.from({ length: last + 1 }, (_, index) => index));
    const found = await errorsNow();
    const first = found?.[0];
    if (found === null || first !== undefined) {
      setStep(first === undefined ? last : stepOf(first));
      setRefusals((before) => before + 1);
      return;
    }
    const done = await propose(proposal);
    if (done !== null) {
      forget();
      setup.onDone(done);
    }
  };

  return {
    draft,
    change,
    step,
    setStep,
    proposal,
    preview: live.answer,
    waiting: live.waiting,
    shown,
    errorTextOf,
    navigate,
    submit,
    refusals,
    cancel: forget,
    busy: busy || check.busy,
  };
}
