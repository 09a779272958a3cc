// The sandbox: changes that are tried out and not made. It is kept beside the answers, so that it
// goes with them when the vault is locked.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { SandboxChange } from '@/ipc/contract';
import { useAccount } from '@/shared/account';

export interface Sandbox {
  changes: readonly SandboxChange[];
  add: (change: SandboxChange) => void;
  drop: (index: number) => void;
  clear: () => void;
}

export function useSandbox(): Sandbox {
  const { account } = useAccount();
  const queries = useQueryClient();
  const { data } = useQuery<readonly SandboxChange[]>({
    queryKey: ['kept-sandbox', account.id],
    queryFn: () => [],
    initialData: [],
    enabled: false,
    gcTime: Number.POSITIVE_INFINITY,
  });
  const set = useCallback(
    (next: (before: readonly SandboxChange[]) => readonly SandboxChange[]) =>
      queries.setQueryData<readonly SandboxChange[]>(['kept-sandbox', account.id], (before) =>
        next(before ?? []),
      ),
    [queries, account.id],
  );
  return useMemo(
    () => ({
      changes: data,
      add: (change) => set((before) => [...before, change]),
      drop: (index) => set((before) => before.filter((_, other) => other !== index)),
      clear: () => set(() => []),
    }),
    [data, set],
  );
}
