import Alert from '@cloudscape-design/components/alert';
import Badge from '@cloudscape-design/components/badge';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import type { ReactNode } from 'react';
import type { Draft } from '@/features/create-user/draft';
import type { PreviewView } from '@/ipc/contract';
import { AccessSummary } from '@/shared/access-summary';
import { useAccount } from '@/shared/account';
import { errorText } from '@/shared/field-errors';
import { useAsk } from '@/shared/queries';
import { changeDialog, common } from '@/shared/strings/common';
import { createUser as s } from '@/shared/strings/create-user';
import { permissions } from '@/shared/strings/permissions';

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
        <Section title={s.reviewTags} step={2} onEdit={onEdit}>
          {draft.tags
            .map(({ key, value }) => (value === '' ? key : `${key} = ${value}`))
            .join(', ')}
        </Section>
      )}
      {preview === null ? (
        <span role="status">
          <Spinner /> {common.loading}
        </span>
      ) : (
        <SpaceBetween size="l">
          {preview.warnings.length === 0 ? null : (
            <Alert type="info" header={s.warnings}>
              {preview.warnings.map((warning) => (
                <div key={`${warning.field} ${warning.message}`}>{errorText(warning)}</div>
              ))}
            </Alert>
          )}
          <Container
            header={
              <Header variant="h2" description={s.changesText(preview.changes.length)}>
                {s.changes}
              </Header>
            }
          >
            <ol className="plain-list" data-testid="review-changes" aria-busy={waiting}>
              {preview.changes.map((change) => (
                <li key={`${change.operation} ${change.sentence}`}>
                  {change.sentence} <Badge>{change.operation}</Badge>
                </li>
              ))}
            </ol>
          </Container>
          {preview.irreversible.length === 0 ? null : (
            <Alert type="warning" header={changeDialog.irreversible}>
              {preview.irreversible.map((text) => (
                <div key={text}>{text}</div>
              ))}
            </Alert>
          )}
          {preview.access === null ? null : (
            <Container header={<Header variant="h2">{permissions.access}</Header>}>
              <AccessSummary access={preview.access} />
            </Container>
          )}
        </SpaceBetween>
      )}
    </SpaceBetween>
  );
}

function Section(props: {
  title: string;
  step: number;
  onEdit: (step: number) => void;
  children: ReactNode;
}) {
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            <Button ariaLabel={s.editLabel(props.title)} onClick={() => props.onEdit(props.step)}>
              {s.edit}
            </Button>
          }
        >
          {props.title}
        </Header>
      }
    >
      {props.children}
    </Container>
  );
}

function Details({ draft, onEdit }: { draft: Draft; onEdit: (step: number) => void }) {
  const { account } = useAccount();
  const password = draft.password.kind === 'custom' ? s.custom : s.generated;
  return (
    <Section title={s.userDetails} step={0} onEdit={onEdit}>
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
    </Section>
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
    <Section title={s.how} step={1} onEdit={onEdit}>
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
    </Section>
  );
}
