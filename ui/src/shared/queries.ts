// How a screen asks. Answers that may be kept go through TanStack Query; everything that carries a
// secret in its request or its answer (passwords, reveals) goes through `useAction` or `useLive`,
// which keep nothing once the component is gone.
import { keepPreviousData, QueryCache, QueryClient, useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import {
  ask,
  CommandFailure,
  type CommandName,
  type RequestOf,
  type ResponseOf,
} from '@/ipc/client';

/** Commands whose request and answer hold no secret. Only these may be cached. */
type Cacheable = Exclude<
  CommandName,
  | 'unlock'
  | 'create_vault'
  | 'password_strength'
  | 'check_new_password'
  | 'confirm_password'
  | 'change_vault_password'
  | 'add_key_file'
  | 'add_keychain'
  | 'remove_slot'
  | 'replace_recovery_key'
  | 'rotate_key'
  | 'preview_backup'
  | 'reveal'
  | 'copy_secret'
  | 'preview'
  | 'change'
  | 'hand_off'
  | 'start_mfa'
  | 'start_mfa_from_picture'
  | 'mfa_qr'
  | 'finish_mfa'
  | 'mfa_device_qr'
  | 'mfa_enable_command'
  | 'save_changes'
  | 'open_changes'
  | 'compare_copy'
  | 'plan_import_vault'
>;

export function makeQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        // Locked from elsewhere: the gate has to be asked where the window stands.
        if (error instanceof CommandFailure && ['locked', 'no-vault'].includes(error.code)) {
          void client.invalidateQueries({ queryKey: ['gate'] });
        }
      },
    }),
    defaultOptions: {
      // The estate sits in memory on the other side: an answer is true until the estate changes,
      // and then everything is asked again (`poll`).
      queries: { staleTime: Number.POSITIVE_INFINITY, retry: false, refetchOnWindowFocus: false },
    },
  });
  return client;
}

/** Asks and keeps the answer until the estate changes. `null` asks nothing yet. */
export function useAsk<Name extends Cacheable>(name: Name, request: RequestOf<Name> | null) {
  return useQuery<ResponseOf<Name>, CommandFailure>({
    queryKey: [name, request],
    queryFn: () => ask(name, request as RequestOf<Name>),
    enabled: request !== null,
  });
}

/** As `useAsk`, but shows the previous answer while the next one is on its way (tables, typing). */
export function useAskKeeping<Name extends Cacheable>(name: Name, request: RequestOf<Name> | null) {
  return useQuery<ResponseOf<Name>, CommandFailure>({
    queryKey: [name, request],
    queryFn: () => ask(name, request as RequestOf<Name>),
    enabled: request !== null,
    placeholderData: keepPreviousData,
  });
}

export interface Action<Name extends CommandName> {
  busy: boolean;
  failure: CommandFailure | null;
  /** Answers `null` when the command failed; the failure is then in `failure`. */
  run: (request: RequestOf<Name>) => Promise<ResponseOf<Name> | null>;
  clear: () => void;
}

/** Runs a command because a person asked for it. Keeps neither the request nor the answer. */
export function useAction<Name extends CommandName>(name: Name): Action<Name> {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<CommandFailure | null>(null);
  const run = useCallback(
    async (request: RequestOf<Name>) => {
      setBusy(true);
      setFailure(null);
      try {
        return await ask(name, request);
      } catch (reason) {
        if (reason instanceof CommandFailure && reason.code !== 'cancelled') {
          setFailure(reason);
        }
        return null;
      } finally {
        setBusy(false);
      }
    },
    [name],
  );
  const clear = useCallback(() => setFailure(null), []);
  return { busy, failure, run, clear };
}

/** Asks while somebody types: waits for a pause, drops answers that come too late, keeps none. */
export function useLive<Name extends CommandName>(
  name: Name,
  request: RequestOf<Name> | null,
  pauseMs = 120,
): { answer: ResponseOf<Name> | null; failure: CommandFailure | null; waiting: boolean } {
  const [answer, setAnswer] = useState<ResponseOf<Name> | null>(null);
  const [failure, setFailure] = useState<CommandFailure | null>(null);
  const [waiting, setWaiting] = useState(false);
  const latest = useRef(0);
  // Spelled out when another one comes, not each time the screen is drawn.
  const wire = useMemo(() => (request === null ? null : JSON.stringify(request)), [request]);
  useEffect(() => {
    latest.current += 1;
    const mine = latest.current;
    if (wire === null) {
      setAnswer(null);
      setFailure(null);
      setWaiting(false);
      return;
    }
    setWaiting(true);
    const timer = window.setTimeout(() => {
      ask(name, JSON.parse(wire) as RequestOf<Name>).then(
        (value) => {
          if (mine === latest.current) {
            setAnswer(value);
            setFailure(null);
            setWaiting(false);
          }
        },
        (reason: unknown) => {
          if (mine === latest.current) {
            setFailure(reason instanceof CommandFailure ? reason : null);
            setWaiting(false);
          }
        },
      );
    }, pauseMs);
    return () => window.clearTimeout(timer);
  }, [name, wire, pauseMs]);
  return { answer, failure, waiting };
}

/** The value as it was when it last rested for a moment. */
export function useRested<Value>(value: Value, pauseMs = 120): Value {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = window.setTimeout(() => setRested(value), pauseMs);
    return () => window.clearTimeout(timer);
  }, [value, pauseMs]);
  return rested;
}

/**
 * The value at once when nothing was typed just before, and otherwise when the typing rests: one
 * key is answered without a wait, and a burst of them asks twice.
 */
export function usePaced<Value>(value: Value, pauseMs = 60): Value {
  const [paced, setPaced] = useState(value);
  const changed = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    const now = performance.now();
    const calm = now - changed.current >= pauseMs;
    changed.current = now;
    if (calm) {
      setPaced(value);
      return;
    }
    const timer = window.setTimeout(() => setPaced(value), pauseMs);
    return () => window.clearTimeout(timer);
  }, [value, pauseMs]);
  return paced;
}
