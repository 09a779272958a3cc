// Which account the window shows. One at a time; the switcher in the top bar chooses.
import { createContext, type ReactNode, useContext } from 'react';
import type { AccountView } from '@/ipc/contract';

export interface ChosenAccount {
  account: AccountView;
  accounts: readonly AccountView[];
  choose: (id: string) => void;
}

const AccountContext = createContext<ChosenAccount | null>(null);

export function AccountProvider({
  value,
  children,
}: {
  value: ChosenAccount;
  children: ReactNode;
}) {
  return <AccountContext value={value}>{children}</AccountContext>;
}

export function useAccount(): ChosenAccount {
  const chosen = useContext(AccountContext);
  if (chosen === null) {
    throw new Error('useAccount outside of AccountProvider');
  }
  return chosen;
}
