// Choosing users, groups and roles: one kind at a time, a page at a time. What was chosen of one
// kind or on one page stays chosen on the next.
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useAccount } from '@/shared/account';
import { ChosenTokens, PickerTable, pickerRows, usePickerState } from '@/shared/picker-table';
import { useAskKeeping } from '@/shared/queries';
import { common } from '@/shared/strings/common';
import { picker as s } from '@/shared/strings/wizards';

export type EntityKind = 'user' | 'group' | 'role';

export interface ChosenEntity {
  id: string;
  name: string;
}

interface EntityPickerProps {
  kinds: readonly EntityKind[];
  chosen: readonly ChosenEntity[];
  onChoose: (chosen: readonly ChosenEntity[]) => void;
  /** Those that are no choice. */
  without?: readonly string[];
  testId?: string;
}

interface Row {
  id: string;
  name: string;
  path: string;
}

const lists = { user: 'users', group: 'groups', role: 'roles' } as const;

export function EntityPicker(props: EntityPickerProps) {
  const { kinds, chosen, onChoose, testId = 'entity-picker' } = props;
  const { account } = useAccount();
  const [kind, setKind] = useState<EntityKind>(kinds[0] ?? 'user');
  const state = usePickerState();
  const query = useAskKeeping(lists[kind], {
    account: account.id,
    filter: state.rested,
    sort: 'name',
    descending: false,
    offset: (state.page - 1) * pickerRows,
    limit: pickerRows,
  });
  const hidden = new Set(props.without ?? []);
  const rows: Row[] = (query.data?.rows ?? []).filter((row) => !hidden.has(row.id));
  const ids = new Set(chosen.map(({ id }) => id));
  const choose = (selected: readonly Row[]) => {
    const here = new Set(rows.map(({ id }) => id));
    onChoose([
      ...chosen.filter(({ id }) => !here.has(id)),
      ...selected.filter(({ id }) => here.has(id)).map(({ id, name }) => ({ id, name })),
    ]);
  };
  const toggle = (row: Row) => {
    const others = rows.filter(({ id }) => ids.has(id) && id !== row.id);
    choose(ids.has(row.id) ? others : [...others, row]);
  };
  return (
    <div data-testid={testId}>
      <SpaceBetween size="s">
        {kinds.length < 2 ? null : (
          <SegmentedControl
            label={s.kinds}
            selectedId={kind}
            options={kinds.map((id) => ({ id, text: s.title[id] ?? id }))}
            onChange={({ detail }) => {
              setKind(kinds.find((one) => one === detail.selectedId) ?? 'user');
              state.setPage(1);
            }}
          />
        )}
        <PickerTable<Row>
          state={state}
          query={query}
          title={s.title[kind] ?? kind}
          find={s.find}
          filterTestId={`${testId}-filter`}
          description={s.chosen(chosen.length)}
          matching={query.data?.matching ?? 0}
          rows={rows}
          trackBy="id"
          selected={rows.filter(({ id }) => ids.has(id))}
          onSelect={choose}
          onToggle={toggle}
          nothing={{ title: s.none, text: s.noneText }}
          columnDefinitions={[
            {
              id: 'name',
              header: common.name,
              isRowHeader: true,
              cell: (row) => <span data-testid={`entity-row-${row.name}`}>{row.name}</span>,
            },
            { id: 'path', header: common.path, width: 160, cell: (row) => row.path },
          ]}
        />
        <ChosenTokens chosen={chosen} onChoose={onChoose} drop={s.drop} />
      </SpaceBetween>
    </div>
  );
}
