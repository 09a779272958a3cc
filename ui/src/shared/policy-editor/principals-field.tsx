// Whom a statement of a trust or resource policy is about.

import Autosuggest from '@cloudscape-design/components/autosuggest';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import TokenGroup from '@cloudscape-design/components/token-group';
import { useState } from 'react';
import type { PolicyWish, PrincipalEntryView, StatementCardView } from '@/ipc/contract';
import { useAccount } from '@/shared/account';
import { useAsk, useAskKeeping, usePaced } from '@/shared/queries';
import { policyEditor as s } from '@/shared/strings/policy-editor';

interface FieldProps {
  statement: StatementCardView;
  wish: (wish: PolicyWish) => Promise<boolean>;
}

const kinds = ['AWS', 'Service', 'Federated', 'CanonicalUser', '*'] as const;

export function PrincipalsField({ statement, wish }: FieldProps) {
  const { account } = useAccount();
  const { principals, index } = statement;
  const [kind, setKind] = useState<string>('AWS');
  const [typed, setTyped] = useState('');
  const rested = usePaced(typed);
  const services = useAsk('service_principals', kind === 'Service' ? {} : null);
  const people = useAskKeeping(
    'search_principals',
    kind === 'AWS' ? { account: account.id, text: rested, limit: 20, others: false } : null,
  );
  if (principals === null && statement.kept.some((name) => name.endsWith('Principal'))) {
    return <FormField label={s.principals}>{s.onlyJson}</FormField>;
  }
  const values = principals?.values ?? [];
  const set = (next: PrincipalEntryView[]) =>
    void wish({
      kind: 'set_principals',
      statement: index,
      not: principals?.not ?? false,
      principals: next,
    });
  const add = () => {
    if (kind === '*') {
      set([{ kind: '*', value: '*' }]);
    } else if (typed.trim() !== '') {
      set([...values.filter((one) => one.kind !== '*'), { kind, value: typed.trim() }]);
      setTyped('');
    }
  };
  const root = `arn:${account.partition}:iam::${account.account_id}:root`;
  const options =
    kind === 'Service'
      ? (services.data ?? []).map((value) => ({ value }))
      : kind === 'AWS'
        ? [{ value: root }, ...(people.data ?? []).map(({ arn }) => ({ value: arn }))]
        : [];
  return (
    <SpaceBetween size="xs">
      <Box variant="awsui-key-label">{s.principals}</Box>
      {values.length === 0 ? null : (
        <TokenGroup
          items={values.map((one) => ({
            label: one.kind === '*' ? s.principalKinds['*'] : one.value,
            labelTag: one.kind === '*' ? undefined : s.principalKinds[one.kind],
            dismissLabel: s.dropResource(one.value),
          }))}
          onDismiss={({ detail }) => set(values.filter((_, place) => place !== detail.itemIndex))}
        />
      )}
      <div className="table-filter">
        <Select
          ariaLabel={s.principalKind}
          data-testid={`principal-kind-${index}`}
          selectedOption={{ value: kind, label: s.principalKinds[kind] }}
          options={kinds.map((value) => ({ value, label: s.principalKinds[value] }))}
          onChange={({ detail }) => setKind(detail.selectedOption.value ?? 'AWS')}
        />
        <div className="table-filter-text">
          <Autosuggest
            value={typed}
            disabled={kind === '*'}
            ariaLabel={s.principalValue}
            placeholder={s.principalValue}
            enteredTextLabel={(value) => value}
            filteringType={kind === 'AWS' ? 'manual' : 'auto'}
            options={options}
            data-testid={`principal-value-${index}`}
            onChange={({ detail }) => setTyped(detail.value)}
          />
        </div>
        <Button formAction="none" data-testid={`principal-add-${index}`} onClick={add}>
          {s.addPrincipal}
        </Button>
      </div>
    </SpaceBetween>
  );
}
