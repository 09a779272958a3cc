// Choosing policies: search over the account's own and AWS's, a page at a time. What was chosen on
// one page stays chosen on the next.
import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { PolicyHandle, PolicyRowView, PolicyScope } from '@/ipc/contract';
import { useAccount } from '@/shared/account';
import { handleKey } from '@/shared/grants-table';
import { ChosenTokens, PickerTable, pickerRows, usePickerState } from '@/shared/picker-table';
import { useAskKeeping } from '@/shared/queries';
import { common } from '@/shared/strings/common';
import { permissions as s } from '@/shared/strings/permissions';

export interface ChosenPolicy {
  policy: PolicyHandle;
  name: string;
}

interface PolicyPickerProps {
  chosen: readonly ChosenPolicy[];
  onChoose: (policies: readonly ChosenPolicy[]) => void;
  /** One policy only, as for a boundary. */
  single?: boolean;
  testId?: string;
}

const scopes: readonly PolicyScope[] = ['all', 'customer_managed', 'aws_managed'];

export function PolicyPicker({
  chosen,
  onChoose,
  single = false,
  testId = 'policy-picker',
}: PolicyPickerProps) {
  const { account } = useAccount();
  const state = usePickerState();
  const [scope, setScope] = useState<PolicyScope>('all');
  const query = useAskKeeping('policies', {
    account: account.id,
    scope,
    filter: state.rested,
    sort: 'name',
    descending: false,
    offset: (state.page - 1) * pickerRows,
    limit: pickerRows,
  });
  const rows = query.data?.rows ?? [];
  const chosenKeys = new Set(chosen.map(({ policy }) => handleKey(policy)));

  const choose = (selected: readonly PolicyRowView[]) => {
    const onThisPage = new Set(rows.map((row) => handleKey(row.policy)));
    const elsewhere = single
      ? []
      : chosen.filter(({ policy }) => !onThisPage.has(handleKey(policy)));
    const here = selected
      .filter((row) => onThisPage.has(handleKey(row.policy)))
      .map(({ policy, name }) => ({ policy, name }));
    onChoose([...elsewhere, ...here]);
  };

  return (
    <div data-testid={testId}>
      <SpaceBetween size="s">
        <PickerTable<PolicyRowView>
          wrapLines
          state={state}
          query={query}
          title={s.choosePolicies}
          find={s.findPolicies}
          filterTestId={`${testId}-filter`}
          narrowed={
            <FormField>
              <Select
                ariaLabel={s.scope}
                selectedOption={{ value: scope, label: s.scopes[scope] }}
                options={scopes.map((value) => ({ value, label: s.scopes[value] }))}
                onChange={({ detail }) => {
                  setScope(scopes.find((value) => value === detail.selectedOption.value) ?? 'all');
                  state.setPage(1);
                }}
              />
            </FormField>
          }
          description={s.chosen(chosen.length)}
          matching={query.data?.matching ?? 0}
          rows={rows}
          trackBy={(row) => handleKey(row.policy)}
          selectionType={single ? 'single' : 'multi'}
          selected={rows.filter((row) => chosenKeys.has(handleKey(row.policy)))}
          onSelect={choose}
          onToggle={(row) => {
            const key = handleKey(row.policy);
            const others = rows.filter(
              ({ policy }) => chosenKeys.has(handleKey(policy)) && handleKey(policy) !== key,
            );
            choose(chosenKeys.has(key) ? others : single ? [row] : [...others, row]);
          }}
          nothing={{ title: s.noPolicies, text: s.noPoliciesText }}
          columnDefinitions={[
            {
              id: 'name',
              header: s.policyName,
              isRowHeader: true,
              cell: (row) => <span data-testid={`policy-row-${row.name}`}>{row.name}</span>,
            },
            {
              id: 'kind',
              header: common.type,
              width: 170,
              cell: (row) => common.policyKinds[row.kind],
            },
            {
              id: 'attachments',
              header: s.attachedTo,
              width: 110,
              cell: (row) => row.attachments,
            },
          ]}
        />
        <ChosenTokens chosen={chosen} onChoose={onChoose} drop={s.drop} />
      </SpaceBetween>
    </div>
  );
}
