// Whether the plan is asked about, or what AWS was last seen to have. A local account has one state.
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import type { StateView } from '@/ipc/contract';
import { useAccount } from '@/shared/account';
import { common } from '@/shared/strings/common';

interface StateChoiceProps {
  state: StateView;
  onChange: (state: StateView) => void;
  testId: string;
}

export function StateChoice({ state, onChange, testId }: StateChoiceProps) {
  const { account } = useAccount();
  return account.kind === 'aws' ? (
    <SegmentedControl
      label={common.state}
      selectedId={state}
      data-testid={testId}
      onChange={({ detail }) => onChange(detail.selectedId as StateView)}
      options={[
        { id: 'planned', text: common.states.planned },
        { id: 'observed', text: common.states.observed },
      ]}
    />
  ) : null;
}
