// Choosing policies: search over the account's own and AWS's, a page at a time. What was chosen on
// one page stays chosen on the next.
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import TokenGroup from '@cloudscape-design/components/token-group';
import { useState } from 'react';
import type { PolicyHandle, PolicyRowView, PolicyScope } from '@/ipc/contract';
import { useAccount } from '@/shared/account';
import { Nothing } from '@/shared/entity-table';
import { FailureAlert } from '@/shared/failure-alert';
import { handleKey } from '@/shared/grants-table';
import { paginationLabels, selectionLabels } from '@/shared/labels';
import { useAskKeeping, useRested } from '@/shared/queries';
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

const rowsOnPage = 10;
const scopes: readonly PolicyScope[] = ['all', 'customer_managed', 'aws_managed'];

export function PolicyPicker({
  chosen,
  onChoose,
  single = false,
  testId = 'policy-picker',
}: PolicyPickerProps) {
  const { account } = useAccount();
  const [filter, setFilter] = useState('');
  const [scope, setScope] = useState<PolicyScope>('all');
  const [page, setPage] = useState(1);
  const rested = useRested(filter, 60);
  const query = useAskKeeping('policies', {
    account: account.id,
    scope,
    filter: rested,
    sort: 'name',
    descending: false,
    offset: (page - 1) * rowsOnPage,
    limit: rowsOnPage,
  });
  const rows = query.data?.rows ?? [];
  const matching = query.data?.matching ?? 0;
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
        <Table<PolicyRowView>
          variant="embedded"
          contentDensity="compact"
          wrapLines
          items={rows}
          loading={query.isPending}
          loadingText={common.loading}
          trackBy={(row) => handleKey(row.policy)}
          selectionType={single ? 'single' : 'multi'}
          selectedItems={rows.filter((row) => chosenKeys.has(handleKey(row.policy)))}
          onSelectionChange={({ detail }) => choose(detail.selectedItems)}
          onRowClick={({ detail }) => {
            const key = handleKey(detail.item.policy);
            const others = rows.filter(
              (row) => chosenKeys.has(handleKey(row.policy)) && handleKey(row.policy) !== key,
            );
            choose(
              chosenKeys.has(key) ? others : single ? [detail.item] : [...others, detail.item],
            );
          }}
          ariaLabels={{ ...selectionLabels<PolicyRowView>(), tableLabel: s.choosePolicies }}
          header={
            <Header
              variant="h3"
              headingTagOverride="h2"
              counter={`(${matching})`}
              description={s.chosen(chosen.length)}
            >
              {s.choosePolicies}
            </Header>
          }
          filter={
            <div className="table-filter">
              <div className="table-filter-text" data-testid={`${testId}-filter`}>
                <TextFilter
                  filteringText={filter}
                  filteringPlaceholder={s.findPolicies}
                  filteringAriaLabel={s.findPolicies}
                  onChange={({ detail }) => {
                    setFilter(detail.filteringText);
                    setPage(1);
                  }}
                />
              </div>
              <FormField>
                <Select
                  ariaLabel={s.scope}
                  selectedOption={{ value: scope, label: s.scopes[scope] }}
                  options={scopes.map((value) => ({ value, label: s.scopes[value] }))}
                  onChange={({ detail }) => {
                    setScope(
                      scopes.find((value) => value === detail.selectedOption.value) ?? 'all',
                    );
                    setPage(1);
                  }}
                />
              </FormField>
            </div>
          }
          pagination={
            <Pagination
              currentPageIndex={page}
              pagesCount={Math.max(1, Math.ceil(matching / rowsOnPage))}
              ariaLabels={paginationLabels}
              onChange={({ detail }) => setPage(detail.currentPageIndex)}
            />
          }
          empty={
            query.error !== null ? (
              <FailureAlert failure={query.error} onRetry={() => void query.refetch()} />
            ) : filter === '' ? (
              <Nothing title={s.noPolicies} text={s.noPoliciesText} />
            ) : (
              <Nothing title={common.noMatches} text={common.noMatchesText} />
            )
          }
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
        {chosen.length === 0 ? null : (
          <TokenGroup
            limit={6}
            items={chosen.map(({ name }) => ({ label: name, dismissLabel: s.drop(name) }))}
            onDismiss={({ detail }) =>
              onChoose(chosen.filter((_, index) => index !== detail.itemIndex))
            }
          />
        )}
      </SpaceBetween>
    </div>
  );
}
