// Whom the matrix asks about: users and roles by name, anybody else typed in full.
import Autosuggest from '@cloudscape-design/components/autosuggest';
import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import TokenGroup from '@cloudscape-design/components/token-group';
import { useState } from 'react';
import { useEnter } from '@/features/simulator/question-form';
import { useAccount } from '@/shared/account';
import { useAction, useAskKeeping, usePaced } from '@/shared/queries';
import { common } from '@/shared/strings/common';
import { matrix as s } from '@/shared/strings/matrix';
import { policies } from '@/shared/strings/policies';

/** A principal as requests name it, and as people do. */
export interface Somebody {
  key: string;
  label: string;
}

interface PrincipalsFieldProps {
  people: readonly Somebody[];
  /** Takes what they become, so that two entries in a row lose nothing. */
  onChange: (next: (before: readonly Somebody[]) => readonly Somebody[]) => void;
}

/** As many as one search gives; a matrix has no more columns. */
const most = 100;

export function PrincipalsField({ people, onChange }: PrincipalsFieldProps) {
  const { account } = useAccount();
  const [text, setText] = useState('');
  const found = useAskKeeping('search_principals', {
    account: account.id,
    text: usePaced(text),
    limit: most,
    others: true,
  });
  const everybody = useAskKeeping('search_principals', {
    account: account.id,
    text: '',
    limit: most,
    others: false,
  });
  const add = (more: readonly Somebody[]) => {
    onChange((before) => {
      const fresh = more.filter(({ key }) => key !== '' && !before.some((one) => one.key === key));
      return fresh.length === 0 ? before : [...before, ...fresh];
    });
    setText('');
  };
  const enter = useEnter(() => {
    const typed = text.trim();
    const known = found.data?.find((one) => one.name === typed || one.arn === typed);
    add([
      known === undefined ? { key: typed, label: typed } : { key: known.id, label: known.name },
    ]);
  });
  const all = (entity: string) =>
    add(
      (everybody.data ?? [])
        .filter((one) => one.entity === entity)
        .map((one) => ({ key: one.id, label: one.name })),
    );
  const groups = useAskKeeping('groups', {
    account: account.id,
    filter: '',
    sort: 'name',
    descending: false,
    offset: 0,
    limit: most,
  });
  const members = useAction('group');
  const addGroup = async (id: string) => {
    const group = await members.run({ account: account.id, id });
    add((group?.users ?? []).map((user) => ({ key: user.id, label: user.name })));
  };
  return (
    <FormField label={s.principals} constraintText={s.principalHint}>
      <SpaceBetween size="xs">
        <Autosuggest
          value={text}
          filteringType="manual"
          placeholder={s.principalPlaceholder}
          ariaLabel={s.principals}
          enteredTextLabel={s.principalUse}
          empty={common.noMatches}
          loadingText={common.loading}
          statusType={found.isPending ? 'loading' : 'finished'}
          data-testid="matrix-principal"
          options={(found.data ?? []).map((one) => ({
            value: one.id,
            label: one.name,
            labelTag: policies.entity[one.entity] ?? one.entity,
            description: one.arn,
          }))}
          onChange={({ detail }) => setText(detail.value)}
          onSelect={({ detail }) => {
            enter.selected();
            const known = found.data?.find((one) => one.id === detail.value);
            add([{ key: detail.value, label: known?.name ?? detail.value }]);
          }}
          onKeyDown={enter.onKeyDown}
        />
        <SpaceBetween direction="horizontal" size="xs">
          <Button variant="inline-link" data-testid="matrix-all-users" onClick={() => all('user')}>
            {s.allUsers}
          </Button>
          <Button variant="inline-link" data-testid="matrix-all-roles" onClick={() => all('role')}>
            {s.allRoles}
          </Button>
          {(groups.data?.rows ?? []).length === 0 ? null : (
            <ButtonDropdown
              expandToViewport
              data-testid="matrix-group"
              items={(groups.data?.rows ?? []).map(({ id, name }) => ({ id, text: name }))}
              onItemClick={({ detail }) => void addGroup(detail.id)}
            >
              {s.membersOf}
            </ButtonDropdown>
          )}
          {people.length === 0 ? null : (
            <Button variant="inline-link" onClick={() => onChange(() => [])}>
              {s.clear}
            </Button>
          )}
        </SpaceBetween>
        <TokenGroup
          limit={8}
          items={people.map(({ label }) => ({ label, dismissLabel: s.dropPrincipal(label) }))}
          onDismiss={({ detail }) =>
            onChange((before) => before.filter((_, index) => index !== detail.itemIndex))
          }
        />
      </SpaceBetween>
    </FormField>
  );
}
