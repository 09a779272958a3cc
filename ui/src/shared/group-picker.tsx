// Choosing groups. All of an account's groups fit on a few pages (the quota is 300).

import Badge from '@cloudscape-design/components/badge';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { useAccount } from '@/shared/account';
import { PickerTable, pickerRows, usePickerState } from '@/shared/picker-table';
import { useAskKeeping } from '@/shared/queries';
import { common } from '@/shared/strings/common';
import { groups as s } from '@/shared/strings/groups';

interface GroupPickerProps {
  chosen: readonly string[];
  onChoose: (ids: readonly string[]) => void;
  /** Groups that are no choice, because the user is in them. */
  without?: readonly string[];
  /** Groups that do not exist yet and are made along with the user. */
  fresh?: readonly { name: string; policies: readonly { name: string }[] }[];
  onDropFresh?: (name: string) => void;
  actions?: ReactNode;
}

interface Row {
  id: string;
  name: string;
  users: number;
  policies: readonly string[];
  fresh: boolean;
}

const mostGroups = 500;

export function GroupPicker(props: GroupPickerProps) {
  const { account } = useAccount();
  const state = usePickerState();
  const query = useAskKeeping('groups', {
    account: account.id,
    filter: state.rested,
    sort: 'name',
    descending: false,
    offset: 0,
    limit: mostGroups,
  });
  const hidden = new Set(props.without ?? []);
  const fresh: Row[] = (props.fresh ?? []).map(({ name, policies }) => ({
    id: `new ${name}`,
    name,
    users: 0,
    policies: policies.map((policy) => policy.name),
    fresh: true,
  }));
  const known: Row[] = (query.data?.rows ?? [])
    .filter((row) => !hidden.has(row.id))
    .map(({ id, name, users, policies }) => ({ id, name, users, policies, fresh: false }));
  const rows = [...fresh, ...known];
  const shown = rows.slice((state.page - 1) * pickerRows, state.page * pickerRows);
  const chosen = new Set(props.chosen);

  const toggle = (row: Row) => {
    if (row.fresh) {
      return;
    }
    props.onChoose(
      chosen.has(row.id) ? props.chosen.filter((id) => id !== row.id) : [...props.chosen, row.id],
    );
  };

  return (
    <div data-testid="group-picker">
      <PickerTable<Row>
        wrapLines
        state={state}
        query={query}
        title={s.choose}
        find={s.findGroups}
        actions={props.actions}
        matching={rows.length}
        rows={shown}
        trackBy="id"
        isItemDisabled={(row) => row.fresh}
        selected={shown.filter((row) => row.fresh || chosen.has(row.id))}
        onSelect={(selected) => {
          const here = new Set(shown.map((row) => row.id));
          const elsewhere = props.chosen.filter((id) => !here.has(id));
          const added = selected.filter((row) => !row.fresh && here.has(row.id));
          props.onChoose([...elsewhere, ...added.map((row) => row.id)]);
        }}
        onToggle={toggle}
        nothing={{ title: s.noGroups, text: s.noGroupsText }}
        columnDefinitions={[
          {
            id: 'name',
            header: s.name,
            isRowHeader: true,
            cell: (row) =>
              row.fresh ? (
                <SpaceBetween direction="horizontal" size="xs" alignItems="center">
                  <span data-testid={`group-row-${row.name}`}>{row.name}</span>
                  <Badge color="green">{s.newBadge}</Badge>
                  <Button
                    variant="inline-icon"
                    iconName="close"
                    ariaLabel={s.removeNew(row.name)}
                    onClick={() => props.onDropFresh?.(row.name)}
                  />
                </SpaceBetween>
              ) : (
                <span data-testid={`group-row-${row.name}`}>{row.name}</span>
              ),
          },
          { id: 'users', header: s.users, width: 90, cell: (row) => row.users },
          {
            id: 'policies',
            header: s.policies,
            cell: (row) => (row.policies.length === 0 ? common.none : row.policies.join(', ')),
          },
        ]}
      />
    </div>
  );
}
