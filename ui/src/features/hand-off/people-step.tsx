// To whom: people of the account, everybody of a group, or a list that is pasted or chosen.
import FormField from '@cloudscape-design/components/form-field';
import Multiselect, { type MultiselectProps } from '@cloudscape-design/components/multiselect';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tiles from '@cloudscape-design/components/tiles';
import { useState } from 'react';
import { type Draft, type Person, withPeople } from '@/features/hand-off/draft';
import { PeopleList } from '@/features/hand-off/people-list';
import { useAccount } from '@/shared/account';
import { FailureAlert } from '@/shared/failure-alert';
import { useAction, useAskKeeping, usePaced } from '@/shared/queries';
import { handOffWizard as s } from '@/shared/strings/hand-off';

interface PeopleStepProps {
  draft: Draft;
  change: (next: Draft) => void;
}

export function PeopleStep({ draft, change }: PeopleStepProps) {
  const { account } = useAccount();
  const [from, setFrom] = useState<'account' | 'list'>('account');
  const load = useAction('hand_off_people');

  const choose = async (
    users: readonly string[],
    group = '',
    names: ReadonlyMap<string, Partial<Person>> = new Map(),
  ) => {
    const people = await load.run({ account: account.id, users: [...users], group });
    if (people !== null) {
      change(withPeople(draft, people, names));
    }
  };
  const chosen = draft.people.map((person) => person.user);

  return (
    <SpaceBetween size="l">
      <Tiles
        value={from}
        ariaLabel={s.people}
        onChange={({ detail }) => setFrom(detail.value === 'list' ? 'list' : 'account')}
        items={[
          { value: 'account', label: s.fromAccount, description: s.fromAccountText },
          {
            value: 'list',
            label: <span data-testid="people-from-list">{s.fromList}</span>,
            description: s.fromListText,
          },
        ]}
      />
      <FailureAlert failure={load.failure} />
      {from === 'account' ? (
        <FromAccount
          people={draft.people}
          onChoose={(users) => void choose(users)}
          onGroup={(group) => void choose(chosen, group)}
        />
      ) : (
        <PeopleList
          onPeople={(users, names) => void choose([...new Set([...chosen, ...users])], '', names)}
        />
      )}
      <div data-testid="hand-off-chosen" role="status">
        {draft.people.length === 0 ? s.nobody : s.chosen(draft.people.length)}
      </div>
    </SpaceBetween>
  );
}

interface FromAccountProps {
  people: readonly Person[];
  onChoose: (users: readonly string[]) => void;
  onGroup: (group: string) => void;
}

const mostShown = 100;
const mostGroups = 500;

function FromAccount({ people, onChoose, onGroup }: FromAccountProps) {
  const { account } = useAccount();
  const [filter, setFilter] = useState('');
  const users = useAskKeeping('users', {
    account: account.id,
    filter: usePaced(filter),
    sort: 'name',
    descending: false,
    offset: 0,
    limit: mostShown,
  });
  const groups = useAskKeeping('groups', {
    account: account.id,
    filter: '',
    sort: 'name',
    descending: false,
    offset: 0,
    limit: mostGroups,
  });
  const chosen: MultiselectProps.Option[] = people.map((person) => ({
    value: person.user,
    label: person.user_name,
  }));
  return (
    <SpaceBetween size="m">
      <FormField label={s.who}>
        <Multiselect
          data-testid="hand-off-users"
          selectedOptions={chosen}
          options={(users.data?.rows ?? []).map((row) => ({ value: row.id, label: row.name }))}
          filteringType="manual"
          filteringAriaLabel={s.whoFind}
          filteringPlaceholder={s.whoFind}
          placeholder={s.whoPlaceholder}
          tokenLimit={20}
          statusType={users.isFetching ? 'loading' : 'finished'}
          deselectAriaLabel={(option) => `${s.who}: ${option.label ?? ''}`}
          onLoadItems={({ detail }) => setFilter(detail.filteringText)}
          onChange={({ detail }) =>
            onChoose(detail.selectedOptions.map((option) => option.value ?? ''))
          }
        />
      </FormField>
      <FormField label={s.group}>
        <Select
          data-testid="hand-off-group"
          selectedOption={null}
          placeholder={s.groupNone}
          options={(groups.data?.rows ?? []).map((row) => ({ value: row.id, label: row.name }))}
          onChange={({ detail }) => onGroup(detail.selectedOption.value ?? '')}
        />
      </FormField>
    </SpaceBetween>
  );
}
