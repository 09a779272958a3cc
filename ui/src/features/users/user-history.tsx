import type { UserView } from '@/ipc/contract';
import { JournalTable } from '@/shared/journal-table';
import { user as s } from '@/shared/strings/users';

export function UserHistory({ user }: { user: UserView }) {
  return (
    <JournalTable
      entity={user.id}
      title={s.historyTitle}
      empty={{ title: s.historyEmpty, text: s.historyEmptyText }}
    />
  );
}
