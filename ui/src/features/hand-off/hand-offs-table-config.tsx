import StatusIndicator, {
  type StatusIndicatorProps,
} from '@cloudscape-design/components/status-indicator';
import type { TableProps } from '@cloudscape-design/components/table';
import type { HandOffRowView } from '@/ipc/contract';
import { EntityLink } from '@/shared/entity-link';
import { routes } from '@/shared/routes';
import { common } from '@/shared/strings/common';
import { handOff as s } from '@/shared/strings/hand-off';
import { when } from '@/shared/when';
import { sentence } from '@/shared/words';

const looks: Record<string, StatusIndicatorProps.Type> = {
  drafted: 'pending',
  sent: 'in-progress',
  confirmed: 'success',
  expired: 'warning',
};

export const handOffColumns: readonly TableProps.ColumnDefinition<HandOffRowView>[] = [
  {
    id: 'user',
    header: s.user,
    sortingField: 'user',
    isRowHeader: true,
    cell: (row) =>
      row.user === '' ? row.name : <EntityLink to={routes.user(row.user)}>{row.name}</EntityLink>,
  },
  { id: 'items', header: s.items, cell: (row) => row.items.join(', ') },
  {
    id: 'channel',
    header: s.channel,
    sortingField: 'channel',
    cell: (row) => s.channels[row.channel] ?? row.channel,
  },
  { id: 'to', header: s.to, sortingField: 'to', cell: (row) => row.to || common.none },
  {
    id: 'status',
    header: s.status,
    sortingField: 'status',
    width: 140,
    cell: (row) => (
      <StatusIndicator type={looks[row.status] ?? 'info'}>
        {s.statuses[row.status] ?? row.status}
      </StatusIndicator>
    ),
  },
  {
    id: 'reminder',
    header: s.reminder,
    width: 230,
    cell: (row) => sentence(row.reminder) || common.none,
  },
  { id: 'drafted', header: s.drafted, sortingField: 'drafted', cell: (row) => when(row.drafted) },
  {
    id: 'expires',
    header: s.expires,
    sortingField: 'expires',
    cell: (row) => when(row.expires) || common.none,
  },
];
