// The organization above the account: what it is, its levels as a tree, its policies. Everything that
// alters it is a dialog of `organization-dialogs.tsx`.
import Alert from '@cloudscape-design/components/alert';
import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import { type Doing, OrganizationDialogs } from '@/features/account/organization-dialogs';
import type {
  OrganizationNodeView,
  OrganizationPolicyView,
  OrganizationView,
} from '@/ipc/contract';
import { useAccount } from '@/shared/account';
import { Nothing } from '@/shared/entity-table';
import { JsonView } from '@/shared/json-view';
import { organizationPage as s } from '@/shared/strings/account-page';
import { common } from '@/shared/strings/common';
import { when } from '@/shared/when';

export function Organization({ view }: { view: OrganizationView | null }) {
  const [doing, setDoing] = useState<Doing>(null);
  return (
    <>
      {view === null ? (
        <Container header={<Header variant="h2">{s.organization}</Header>}>
          <Nothing
            title={s.none}
            text={s.noneText}
            action={
              <Button data-testid="note-organization" onClick={() => setDoing({ what: 'put' })}>
                {s.note}
              </Button>
            }
          />
        </Container>
      ) : (
        <Known view={view} act={setDoing} />
      )}
      <OrganizationDialogs doing={doing} view={view} onClose={() => setDoing(null)} />
    </>
  );
}

interface KnownProps {
  view: OrganizationView;
  act: (doing: Doing) => void;
}

function Known({ view, act }: KnownProps) {
  return (
    <SpaceBetween size="l">
      <Container
        header={
          <Header
            variant="h2"
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                <Button onClick={() => act({ what: 'forget' })}>{s.forget}</Button>
                <Button data-testid="edit-organization" onClick={() => act({ what: 'put' })}>
                  {s.edit}
                </Button>
              </SpaceBetween>
            }
          >
            {s.organization}
          </Header>
        }
      >
        <SpaceBetween size="l">
          <KeyValuePairs
            columns={3}
            items={[
              { label: s.id, value: view.id },
              { label: s.management, value: view.management_account },
              { label: s.observed, value: when(view.observed_as_of) || s.typed },
            ]}
          />
          {view.is_management ? <Alert type="info">{s.isManagement}</Alert> : null}
          {view.levels.length === 0 ? <Alert type="warning">{s.notInIt}</Alert> : null}
        </SpaceBetween>
      </Container>
      <Levels view={view} act={act} />
      <Policies view={view} act={act} />
    </SpaceBetween>
  );
}

function Levels({ view, act }: KnownProps) {
  const name = (id: string) => view.policies.find((policy) => policy.id === id)?.name ?? '';
  const { account } = useAccount();
  return (
    <Table<OrganizationNodeView>
      variant="container"
      wrapLines
      items={view.nodes}
      trackBy="id"
      ariaLabels={{ tableLabel: s.levels }}
      header={
        <Header
          variant="h2"
          counter={`(${view.nodes.length})`}
          description={s.levelsText}
          actions={
            <Button data-testid="add-level" onClick={() => act({ what: 'node', node: null })}>
              {s.addLevel}
            </Button>
          }
        >
          {s.levels}
        </Header>
      }
      columnDefinitions={[
        {
          id: 'name',
          header: s.level,
          isRowHeader: true,
          cell: (node) => (
            <Box padding={{ left: indent(node.depth) }}>
              <span data-testid={`level-${node.name}`}>{node.name}</span>{' '}
              {node.account === account.account_id ? <Badge>{s.here}</Badge> : null}
            </Box>
          ),
        },
        {
          id: 'place',
          header: s.place,
          cell: (node) =>
            node.account === ''
              ? (s.places[node.place] ?? node.place)
              : `${s.places[node.place] ?? node.place} ${node.account}`,
        },
        {
          id: 'policies',
          header: s.attached,
          cell: (node) => node.attached.map(name).sort().join(', ') || common.none,
        },
        {
          id: 'actions',
          header: s.actions,
          cell: (node) => (
            <SpaceBetween direction="horizontal" size="s">
              <Button
                variant="inline-link"
                ariaLabel={s.editLabel(node.name)}
                onClick={() => act({ what: 'node', node })}
              >
                {s.edit}
              </Button>
              {node.place === 'root' ? null : (
                <Button
                  variant="inline-link"
                  ariaLabel={s.takeOutLabel(node.name)}
                  disabled={node.has_children}
                  disabledReason={s.hasChildren}
                  onClick={() => act({ what: 'delete-node', node })}
                >
                  {s.takeOut}
                </Button>
              )}
            </SpaceBetween>
          ),
        },
      ]}
    />
  );
}

/** Cloudscape's own distances; what hangs deeper than AWS lets it stands with the deepest. */
function indent(depth: number) {
  const steps = ['n', 'm', 'xxl', 'xxxl'] as const;
  return steps[Math.min(depth, steps.length - 1)] ?? 'xxxl';
}

function Policies({ view, act }: KnownProps) {
  return (
    <Container
      header={
        <Header
          variant="h2"
          counter={`(${view.policies.length})`}
          description={s.policiesText}
          actions={
            <Button
              data-testid="add-organization-policy"
              onClick={() => act({ what: 'policy', policy: null })}
            >
              {s.addPolicy}
            </Button>
          }
        >
          {s.policies}
        </Header>
      }
    >
      {view.policies.length === 0 ? (
        <Nothing title={s.noPolicies} text={s.noPoliciesText} />
      ) : (
        view.policies.map((policy) => (
          <ExpandableSection
            key={policy.id}
            headerText={policy.name}
            headerDescription={[s.sorts[policy.kind], s.attachedTo(policy.attached_to)].join(', ')}
          >
            <Policy policy={policy} act={act} />
          </ExpandableSection>
        ))
      )}
    </Container>
  );
}

function Policy(props: { policy: OrganizationPolicyView; act: (doing: Doing) => void }) {
  const { policy, act } = props;
  return (
    <SpaceBetween size="s">
      {policy.description === '' ? null : <Box>{policy.description}</Box>}
      <JsonView text={policy.document} label={policy.name} />
      {policy.aws_managed ? (
        <Box color="text-body-secondary">{s.awsManaged}</Box>
      ) : (
        <SpaceBetween direction="horizontal" size="xs">
          <Button
            ariaLabel={s.editLabel(policy.name)}
            onClick={() => act({ what: 'policy', policy })}
          >
            {s.edit}
          </Button>
          <Button
            ariaLabel={s.deletePolicyLabel(policy.name)}
            onClick={() => act({ what: 'delete-policy', policy })}
          >
            {s.deletePolicy}
          </Button>
        </SpaceBetween>
      )}
    </SpaceBetween>
  );
}
