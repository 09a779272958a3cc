import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import { useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { DeletePolicyDialog, PolicyTagsDialog } from '@/features/policies/policy-dialogs';
import { PolicyEntities } from '@/features/policies/policy-entities';
import { PolicyVersions } from '@/features/policies/policy-versions';
import type { PolicyVersionView, PolicyView } from '@/ipc/contract';
import { useAccount } from '@/shared/account';
import { Asked } from '@/shared/asked';
import { Copyable } from '@/shared/copyable';
import { JsonView } from '@/shared/json-view';
import { Page } from '@/shared/page';
import { useAsk, useLive } from '@/shared/queries';
import { href, routes, useGo } from '@/shared/routes';
import { Standing } from '@/shared/standing';
import { common } from '@/shared/strings/common';
import { help } from '@/shared/strings/help';
import { policies as s } from '@/shared/strings/policies';
import { user } from '@/shared/strings/users';
import { policyPage } from '@/shared/strings/wizards';
import { TagsTable } from '@/shared/tags-table';
import { sentence, Words } from '@/shared/words';

export function PolicyPage() {
  const { policy } = useSearch({ from: '/policies/view' });
  const { account } = useAccount();
  const query = useAsk('policy', { account: account.id, policy });
  const go = useGo();
  const [dialog, setDialog] = useState<'delete' | 'tags' | null>(null);
  const customer = policy.kind === 'customer' ? policy.id : null;
  const view = query.data;
  return (
    <Page
      title={query.data?.name ?? s.title}
      description={query.data?.description}
      testId="policy-page"
      help={help.policies}
      crumbs={[{ text: s.title, href: href(routes.policies) }]}
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          {customer === null ? null : (
            <Button data-testid="policy-delete" onClick={() => setDialog('delete')}>
              {policyPage.delete}
            </Button>
          )}
          {policy.kind === 'inline' ? null : (
            <Button data-testid="policy-copy" onClick={() => go(routes.copyPolicy(policy))}>
              {policyPage.copyToNew}
            </Button>
          )}
          {policy.kind === 'arn' ? null : (
            <Button
              variant="primary"
              data-testid="policy-edit"
              onClick={() => go(routes.editPolicy(policy))}
            >
              {policyPage.edit}
            </Button>
          )}
        </SpaceBetween>
      }
    >
      <Asked query={query}>
        {(one) => <Policy policy={one} onTags={() => setDialog('tags')} />}
      </Asked>
      {view === undefined || customer === null || dialog !== 'delete' ? null : (
        <DeletePolicyDialog
          policy={view}
          id={customer}
          onDone={() => go(routes.policies)}
          onClose={() => setDialog(null)}
        />
      )}
      {view === undefined || customer === null || dialog !== 'tags' ? null : (
        <PolicyTagsDialog policy={view} id={customer} onClose={() => setDialog(null)} />
      )}
    </Page>
  );
}

function Policy({ policy, onTags }: { policy: PolicyView; onTags: () => void }) {
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">{user.summary}</Header>}>
        <KeyValuePairs
          columns={3}
          items={[
            { label: common.arn, value: <Copyable text={policy.arn} what={common.arn} /> },
            { label: common.type, value: common.policyKinds[policy.kind] },
            { label: common.standing, value: <Standing standing={policy.standing} /> },
          ]}
        />
      </Container>
      <Tabs
        tabs={[
          { id: 'document', label: s.permissions, content: <Document policy={policy} /> },
          {
            id: 'entities',
            label: `${s.entities} (${policy.attached_to.length})`,
            content: <PolicyEntities policy={policy} />,
          },
          {
            id: 'versions',
            label: s.versions,
            content: <PolicyVersions policy={policy} />,
          },
          ...(policy.policy.kind === 'customer'
            ? [
                {
                  id: 'tags',
                  label: `${policyPage.tags} (${policy.tags.length})`,
                  content: (
                    <SpaceBetween size="s">
                      <Button data-testid="policy-tags" onClick={onTags}>
                        {policyPage.editTags}
                      </Button>
                      <TagsTable tags={policy.tags} />
                    </SpaceBetween>
                  ),
                },
              ]
            : []),
        ]}
      />
    </SpaceBetween>
  );
}

function Document({ policy }: { policy: PolicyView }) {
  const named = policy.versions.filter((version) => version.id !== '');
  const first = named.find((version) => version.default)?.id ?? '';
  const [chosen, setChosen] = useState(first);
  const version = named.find((one) => one.id === chosen);
  const isDefault = version === undefined || version.default;
  const text = isDefault ? policy.document : version.document;
  const lit = useMemo(
    () =>
      isDefault
        ? policy.problems.map(({ from, to }) => ({ from, to, tone: 'problem' as const }))
        : [],
    [isDefault, policy.problems],
  );
  const versionText = (one: PolicyVersionView) =>
    one.default ? `${one.id} · ${s.default}` : one.id;
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            named.length < 2 ? null : (
              <Select
                ariaLabel={s.version}
                selectedOption={{
                  value: chosen,
                  label: version === undefined ? chosen : versionText(version),
                }}
                options={named.map((one) => ({ value: one.id, label: versionText(one) }))}
                onChange={({ detail }) => setChosen(detail.selectedOption.value ?? first)}
              />
            )
          }
        >
          {s.document}
        </Header>
      }
    >
      <SpaceBetween size="m">
        {isDefault && policy.problems.length > 0 ? (
          <Alert type="warning" header={s.problems(policy.problems.length)}>
            <ul className="plain-list">
              {policy.problems.map((problem) => (
                <li key={`${problem.from} ${problem.code}`}>
                  <Words text={sentence(problem.message)} />
                  <Words text={problem.help === '' ? '' : ` – ${problem.help}`} /> ({problem.at})
                </li>
              ))}
            </ul>
          </Alert>
        ) : null}
        <Sentences text={text} />
        {text === '' ? (
          <Box color="text-body-secondary">{s.noDocument}</Box>
        ) : (
          <JsonView text={text} label={s.document} lit={lit} />
        )}
      </SpaceBetween>
    </Container>
  );
}

/** Every statement in a plain sentence. */
function Sentences({ text }: { text: string }) {
  const { account } = useAccount();
  const view = useLive(
    'policy_editor',
    text === '' ? null : { account: account.id, used_as: { kind: 'managed' }, text },
    0,
  ).answer;
  if (view === null || view.statements.length === 0) {
    return null;
  }
  return (
    <div>
      <Box variant="awsui-key-label">{policyPage.sentences}</Box>
      <ol className="plain-list" data-testid="policy-sentences">
        {view.statements.map((statement) => (
          <li key={statement.index}>
            <Words text={statement.sentence} />
          </li>
        ))}
      </ol>
    </div>
  );
}
