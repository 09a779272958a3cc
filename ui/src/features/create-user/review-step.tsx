import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Draft } from '@/features/create-user/draft';
import type { PreviewView } from '@/ipc/contract';
import { useAccount } from '@/shared/account';
import { useAsk } from '@/shared/queries';
import { ReviewChanges } from '@/shared/review-changes';
import { ReviewSection } from '@/shared/review-section';
import { common } from '@/shared/strings/common';
import { createUser as s } from '@/shared/strings/create-user';

interface ReviewStepProps {
  draft: Draft;
  preview: PreviewView | null;
  waiting: boolean;
  onEdit: (step: number) => void;
}

export function ReviewStep({ draft, preview, waiting, onEdit }: ReviewStepProps) {
  return (
    <SpaceBetween size="l">
      <Details draft={draft} onEdit={onEdit} />
      <Permissions draft={draft} onEdit={onEdit} />
      {draft.tags.length === 0 ? null : (
        <ReviewSection title={s.reviewTags} onEdit={() => onEdit(2)}>
          {draft.tags
            .map(({ key, value }) => (value === '' ? key : `${key} = ${value}`))
            .join(', ')}
        </ReviewSection>
      )}
      <ReviewChanges preview={preview} waiting={waiting} />
    </SpaceBetween>
  );
}

function Details({ draft, onEdit }: { draft: Draft; onEdit: (step: number) => void }) {
  const { account } = useAccount();
  const password = draft.password.kind === 'custom' ? s.custom : s.generated;
  return (
    <ReviewSection title={s.userDetails} onEdit={() => onEdit(0)}>
      <KeyValuePairs
        columns={3}
        items={[
          { label: s.name, value: draft.name },
          {
            label: s.reviewConsole,
            value: draft.console
              ? draft.password.resetRequired
                ? `${password}, ${s.mustChange}`
                : password
              : s.noConsole,
          },
          {
            label: s.reviewKey,
            value: draft.key ? (account.kind === 'aws' ? s.keyAws : s.keyLocal) : s.keyNone,
          },
        ]}
      />
    </ReviewSection>
  );
}

function Permissions({ draft, onEdit }: { draft: Draft; onEdit: (step: number) => void }) {
  const { account } = useAccount();
  const known = useAsk('groups', {
    account: account.id,
    filter: '',
    sort: 'name',
    descending: false,
    offset: 0,
    limit: 500,
  });
  const names = (known.data?.rows ?? [])
    .filter((row) => draft.groups.includes(row.id))
    .map((row) => row.name);
  const all = [...names, ...draft.freshGroups.map((group) => group.name)];
  return (
    <ReviewSection title={s.how} onEdit={() => onEdit(1)}>
      <KeyValuePairs
        columns={3}
        items={[
          { label: s.reviewGroups, value: all.join(', ') || common.none },
          {
            label: s.reviewPolicies,
            value: draft.policies.map(({ name }) => name).join(', ') || common.none,
          },
          {
            label: s.reviewBoundary,
            value: (draft.useBoundary ? draft.boundary[0]?.name : undefined) ?? common.none,
          },
        ]}
      />
    </ReviewSection>
  );
}
