// The question as it is being put together, and its answers as they come.
import { replaceEqualDeep } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { sessionOf, type TypedSession } from '@/features/simulator/session-fields';
import type {
  ContextKeyView,
  ContextValue,
  DenialView,
  PrincipalView,
  SandboxChange,
  SimulationRequest,
  StateView,
} from '@/ipc/contract';
import { useAccount } from '@/shared/account';
import { useAsk, useAskKeeping, useRested } from '@/shared/queries';

/** Values as typed, by condition key. Lines for a key that takes a list. */
export type Typed = Readonly<Record<string, string>>;

export interface Question {
  principal: PrincipalView | null;
  actions: readonly string[];
  resources: readonly string[];
  typed: Typed;
  state: StateView;
  /** Temporary credentials that the principal asks with. */
  session: TypedSession | null;
}

const noQuestion: Question = {
  principal: null,
  actions: [],
  resources: [],
  typed: {},
  state: 'planned',
  session: null,
};

export function useQuestion(sandbox: readonly SandboxChange[]) {
  const { account } = useAccount();
  const [question, setQuestion] = useState<Question>(noQuestion);
  const change = useCallback(
    (part: Partial<Question>) => setQuestion((before) => ({ ...before, ...part })),
    [],
  );
  const { principal, actions, resources, state } = question;
  const complete = principal !== null && actions.length > 0;
  const session = useRested(
    useMemo(() => sessionOf(question.session), [question.session]),
    30,
  );

  const keys = useAskKeeping(
    'context_keys',
    complete
      ? { account: account.id, principal: principal.id, actions: [...actions], session }
      : null,
  );
  const context = useMemo<ContextValue[]>(
    () => contextOf(complete ? (keys.data ?? []) : [], question.typed),
    [complete, keys.data, question.typed],
  );
  const rested = useRested(context, 30);
  // What was seen in AWS can not be changed, not even for trying.
  const asksAws = account.kind === 'aws' && state === 'observed';
  const tried = asksAws ? [] : [...sandbox];
  const request: SimulationRequest | null = complete
    ? {
        account: account.id,
        principal: principal.id,
        actions: [...actions],
        resources: [...resources],
        context: rested,
        state: asksAws ? 'observed' : 'planned',
        what_if: tried,
        session,
      }
    : null;
  const answers = useAskKeeping('simulate', request);
  return { question, change, complete, keys, answers, data: useShared(answers.data), request };
}

/** The same value with every part that is as before in its old place, so that it is not redrawn. */
export function useShared<Value>(value: Value): Value {
  const before = useRef(value);
  const shared = replaceEqualDeep(before.current, value);
  useEffect(() => {
    before.current = shared;
  }, [shared]);
  return shared;
}

/** What was typed, as requests carry it: keys without a value are left out. */
export function contextOf(keys: readonly ContextKeyView[], typed: Typed): ContextValue[] {
  return keys.flatMap((key) => {
    const text = typed[key.name] ?? '';
    const values = key.multi_valued
      ? text.split('\n').filter((line) => line !== '')
      : [text].filter((value) => value !== '');
    return values.length === 0 ? [] : [{ key: key.name, values, multi_valued: key.multi_valued }];
  });
}

/** The condition keys of a pasted denial, as if they had been typed. */
export function typedOf(denial: DenialView): Typed {
  return Object.fromEntries(denial.context.map((one) => [one.key, one.values.join('\n')]));
}

/** The principal that the address names, when a page sent a person here: a user or a role. */
export function usePrincipalOf(id: string | undefined): PrincipalView | null {
  const { account } = useAccount();
  const user = useAsk('user', id === undefined ? null : { account: account.id, id });
  const role = useAsk(
    'role',
    id !== undefined && user.error !== null ? { account: account.id, id } : null,
  );
  if (id === undefined) {
    return null;
  }
  if (user.data !== undefined) {
    return { id, entity: 'user', name: user.data.name, arn: user.data.arn };
  }
  return role.data === undefined
    ? null
    : { id, entity: 'role', name: role.data.name, arn: role.data.arn };
}
