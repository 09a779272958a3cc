import { useAccount } from '@/shared/account';
import type { ListState } from '@/shared/list-state';
import { useAsk, useAskKeeping } from '@/shared/queries';

export function useUsers(state: ListState) {
  const { account } = useAccount();
  return useAskKeeping('users', { account: account.id, ...state.window });
}

export function useUser(id: string) {
  const { account } = useAccount();
  return useAsk('user', { account: account.id, id });
}
