import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { TableProps } from '@cloudscape-design/components/table';
import type { UserRowView } from '@/ipc/contract';
import { EntityLink } from '@/shared/entity-link';
import { routes } from '@/shared/routes';
import { Standing } from '@/shared/standing';
import { common } from '@/shared/strings/common';
import { users as s } from '@/shared/strings/users';

export const usersColumns: readonly TableProps.ColumnDefinition<UserRowView>[] = [
  {
    id: 'name',
    header: s.name,
    sortingField: 'name',
    isRowHeader: true,
    width: 185,
    cell: (row) => (
      <EntityLink to={routes.user(row.id)} testId={`user-link-${row.name}`}>
        {row.name}
      </EntityLink>
    ),
  },
  {
    id: 'path',
    header: common.path,
    sortingField: 'path',
    width: 125,
    cell: (row) => row.path,
  },
  {
    id: 'groups',
    header: s.groups,
    width: 135,
    cell: (row) => groupsText(row.groups),
  },
  {
    id: 'console',
    header: s.console,
    sortingField: 'console_access',
    width: 135,
    cell: (row) =>
      !row.console_access && !row.credentials_known ? (
        common.notKnown
      ) : row.console_access ? (
        <StatusIndicator type="success">{s.consoleOn}</StatusIndicator>
      ) : (
        <StatusIndicator type="stopped">{s.consoleOff}</StatusIndicator>
      ),
  },
  {
    id: 'keys',
    header: s.keys,
    sortingField: 'active_keys',
    width: 130,
    cell: (row) =>
      row.active_keys === 0
        ? row.credentials_known
          ? common.none
          : common.notKnown
        : s.keysText(row.active_keys, row.oldest_key_days),
  },
  {
    id: 'mfa',
    header: s.mfa,
    sortingField: 'mfa_devices',
    width: 95,
    cell: (row) =>
      row.mfa_devices === 0
        ? row.credentials_known
          ? s.mfaNone
          : common.notKnown
        : s.mfaDevices(row.mfa_devices),
  },
  {
    id: 'standing',
    header: common.standing,
    width: 125,
    cell: (row) => <Standing standing={row.standing} />,
  },
];

function groupsText(groups: readonly string[]): string {
  const [first, ...others] = groups;
  if (first === undefined) {
    return common.none;
  }
  return others.length < 2 ? groups.join(', ') : s.moreGroups(first, others.length);
}
