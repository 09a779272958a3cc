// The actions of a policy as a question: choose the policy, take what it names.
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Modal from '@cloudscape-design/components/modal';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { PolicyHandle } from '@/ipc/contract';
import { useAccount } from '@/shared/account';
import { FailureAlert } from '@/shared/failure-alert';
import { useAsk } from '@/shared/queries';
import { analyse } from '@/shared/strings/analyse';
import { common } from '@/shared/strings/common';

const s = analyse.ask;

interface PolicyActionsProps {
  onUse: (actions: readonly string[]) => void;
  onClose: () => void;
}

export function PolicyActions({ onUse, onClose }: PolicyActionsProps) {
  const { account } = useAccount();
  const [policy, setPolicy] = useState<PolicyHandle | null>(null);
  const list = useAsk('policies', {
    account: account.id,
    filter: '',
    sort: 'name',
    descending: false,
    offset: 0,
    limit: 500,
    scope: 'all',
  });
  const named = useAsk('policy_actions', policy === null ? null : { account: account.id, policy });
  const options = (list.data?.rows ?? []).map((row) => ({
    value: JSON.stringify(row.policy),
    label: row.name,
  }));
  const wire = policy === null ? '' : JSON.stringify(policy);
  return (
    <Modal
      visible
      header={s.fromPolicyTitle}
      closeAriaLabel={s.cancel}
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              {s.cancel}
            </Button>
            <Button
              variant="primary"
              disabled={(named.data ?? []).length === 0}
              data-testid="policy-actions-use"
              onClick={() => onUse(named.data ?? [])}
            >
              {s.use}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <div data-testid="policy-actions">
        <SpaceBetween size="m">
          <FormField label={s.policy}>
            <Select
              virtualScroll
              data-testid="policy-actions-policy"
              placeholder={s.choose}
              filteringType="auto"
              filteringAriaLabel={s.choose}
              statusType={list.isPending ? 'loading' : 'finished'}
              loadingText={common.loading}
              selectedOption={options.find((one) => one.value === wire) ?? null}
              options={options}
              onChange={({ detail }) => {
                const row = list.data?.rows.find(
                  (one) => JSON.stringify(one.policy) === detail.selectedOption.value,
                );
                setPolicy(row?.policy ?? null);
              }}
            />
          </FormField>
          <FailureAlert failure={named.error} />
          {named.data === undefined ? null : <code>{named.data.join(', ')}</code>}
        </SpaceBetween>
      </div>
    </Modal>
  );
}
