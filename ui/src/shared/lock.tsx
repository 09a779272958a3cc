import { createContext, type ReactNode, useContext } from 'react';
import type { GateView } from '@/ipc/contract';

interface Lock {
  lock: () => Promise<void>;
  gate: GateView;
  /** The gate stands elsewhere now: another vault is chosen. */
  gateIs: (gate: GateView) => void;
}

const LockContext = createContext<Lock | null>(null);

export function LockProvider({ value, children }: { value: Lock; children: ReactNode }) {
  return <LockContext value={value}>{children}</LockContext>;
}

/** The open vault and the way to lock it. */
export function useLock(): Lock {
  const lock = useContext(LockContext);
  if (lock === null) {
    throw new Error('useLock outside of LockProvider');
  }
  return lock;
}
