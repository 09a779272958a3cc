// Choosing users, groups or roles from a list that opens: what is typed is looked for in the whole
// account, and a list never ends in silence.
import Multiselect from '@cloudscape-design/components/multiselect';
import Select from '@cloudscape-design/components/select';
import { useState } from 'react';
import { useAccount } from '@/shared/account';
import type { ChosenEntity } from '@/shared/entity-picker';
import { useAskKeeping, usePaced } from '@/shared/queries';
import { common } from '@/shared/strings/common';
import { picker as s } from '@/shared/strings/wizards';

export type EntityList = 'users' | 'groups' | 'roles';

/** How many of a list are offered at a time. */
const offered = 50;

/** What a select shows of what is looked for in it. */
export function useFinding() {
  const [text, setText] = useState('');
  return {
    text: usePaced(text),
    /** The select's part of it, for the answers that came. */
    props: (answers: readonly ({ matching: number; rows: readonly unknown[] } | undefined)[]) => {
      const sum = (count: (answer: { matching: number; rows: readonly unknown[] }) => number) =>
        answers.reduce((all, answer) => all + (answer === undefined ? 0 : count(answer)), 0);
      const more = sum(({ matching, rows }) => matching - rows.length);
      const pending = answers.every((answer) => answer === undefined);
      return {
        filteringType: 'manual' as const,
        filteringAriaLabel: s.find,
        filteringPlaceholder: s.find,
        statusType: pending ? ('loading' as const) : ('finished' as const),
        loadingText: common.loading,
        empty: common.noMatches,
        ...(more > 0 ? { finishedText: s.more(more) } : {}),
        onLoadItems: ({ detail }: { detail: { filteringText: string } }) =>
          setText(detail.filteringText),
      };
    },
  };
}

function useEntities(of: readonly EntityList[]) {
  const { account } = useAccount();
  const { text, props } = useFinding();
  const wanted = (list: EntityList) =>
    of.includes(list)
      ? {
          account: account.id,
          filter: text,
          sort: 'name',
          descending: false,
          offset: 0,
          limit: offered,
        }
      : null;
  const users = useAskKeeping('users', wanted('users')).data;
  const groups = useAskKeeping('groups', wanted('groups')).data;
  const roles = useAskKeeping('roles', wanted('roles')).data;
  const option = (tag: string) => (row: ChosenEntity) => ({
    ...shown(row),
    ...(of.length < 2 ? {} : { labelTag: tag }),
  });
  return {
    ...props([users, groups, roles]),
    options: [
      ...(users?.rows ?? []).map(option(s.tags.user)),
      ...(groups?.rows ?? []).map(option(s.tags.group)),
      ...(roles?.rows ?? []).map(option(s.tags.role)),
    ],
  };
}

const lists: readonly EntityList[] = ['users', 'groups', 'roles'];

function shown({ id, name }: ChosenEntity) {
  return { value: id, label: name };
}

function chosenOf(option: { value?: string | undefined; label?: string | undefined }) {
  return { id: option.value ?? '', name: option.label ?? '' };
}

interface EntitySelectProps {
  of?: readonly EntityList[];
  chosen: ChosenEntity | null;
  onChoose: (chosen: ChosenEntity) => void;
  placeholder: string;
  testId: string;
}

/** One of them. */
export function EntitySelect(props: EntitySelectProps) {
  const found = useEntities(props.of ?? lists);
  return (
    <Select
      {...found}
      data-testid={props.testId}
      placeholder={props.placeholder}
      selectedOption={props.chosen === null ? null : shown(props.chosen)}
      onChange={({ detail }) => props.onChoose(chosenOf(detail.selectedOption))}
    />
  );
}

interface EntityMultiselectProps {
  of: readonly EntityList[];
  chosen: readonly ChosenEntity[];
  onChoose: (chosen: readonly ChosenEntity[]) => void;
  placeholder: string;
  testId: string;
}

/** Several of them. What is chosen stays chosen when other things are looked for. */
export function EntityMultiselect(props: EntityMultiselectProps) {
  const found = useEntities(props.of);
  return (
    <Multiselect
      {...found}
      data-testid={props.testId}
      placeholder={props.placeholder}
      selectedOptions={props.chosen.map(shown)}
      deselectAriaLabel={({ label }) => s.drop(label ?? '')}
      onChange={({ detail }) => props.onChoose(detail.selectedOptions.map(chosenOf))}
    />
  );
}
