// The versions of a policy: which is in force, what differs between two, and what can be done.
import Badge from '@cloudscape-design/components/badge';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import type { PolicyVersionView, PolicyView, Proposal } from '@/ipc/contract';
import { ChangeDialog } from '@/shared/change-dialog';
import { Nothing } from '@/shared/entity-table';
import { Effects } from '@/shared/review-changes';
import { common } from '@/shared/strings/common';
import { permissions } from '@/shared/strings/permissions';
import { policies as s } from '@/shared/strings/policies';
import { policyPage } from '@/shared/strings/wizards';
import { TextDiff } from '@/shared/text-diff';
import { when } from '@/shared/when';

interface Asked {
  proposal: Proposal;
  title: string;
  confirm: string;
}

export function PolicyVersions({ policy }: { policy: PolicyView }) {
  const named = policy.versions.filter((version) => version.id !== '');
  const [asked, setAsked] = useState<Asked | null>(null);
  const id = policy.policy.kind === 'customer' ? policy.policy.id : null;
  const buttons = (version: PolicyVersionView) =>
    id === null || version.default ? null : (
      <SpaceBetween direction="horizontal" size="xs">
        <Button
          variant="inline-link"
          ariaLabel={`${policyPage.setDefault}: ${version.id}`}
          data-testid={`set-default-${version.id}`}
          onClick={() =>
            setAsked({
              proposal: { kind: 'set_default_policy_version', policy: id, version: version.id },
              title: policyPage.setDefaultTitle(version.id),
              confirm: policyPage.setDefault,
            })
          }
        >
          {policyPage.setDefault}
        </Button>
        <Button
          variant="inline-link"
          ariaLabel={`${policyPage.deleteVersion}: ${version.id}`}
          data-testid={`delete-version-${version.id}`}
          onClick={() =>
            setAsked({
              proposal: { kind: 'delete_policy_version', policy: id, version: version.id },
              title: policyPage.deleteVersionTitle(version.id),
              confirm: policyPage.deleteVersion,
            })
          }
        >
          {policyPage.deleteVersion}
        </Button>
      </SpaceBetween>
    );
  return (
    <SpaceBetween size="l">
      <Table<PolicyVersionView>
        variant="container"
        items={named}
        trackBy="id"
        header={
          <Header variant="h2" counter={`(${named.length})`} description={s.versionsText}>
            {s.versions}
          </Header>
        }
        empty={<Nothing title={common.none} text={s.noDocument} />}
        columnDefinitions={[
          {
            id: 'id',
            header: s.version,
            isRowHeader: true,
            cell: (version) => (
              <SpaceBetween direction="horizontal" size="xs">
                <span>{version.id}</span>
                {version.default ? <Badge color="blue">{s.default}</Badge> : null}
              </SpaceBetween>
            ),
          },
          {
            id: 'created',
            header: common.created,
            cell: (version) => when(version.created) || common.notKnown,
          },
          ...(id === null ? [] : [{ id: 'actions', header: permissions.actions, cell: buttons }]),
        ]}
      />
      {named.length < 2 ? null : <Compare versions={named} />}
      <ChangeDialog
        proposal={asked?.proposal ?? null}
        title={asked?.title ?? ''}
        confirm={asked?.confirm ?? ''}
        onClose={() => setAsked(null)}
      >
        {asked?.proposal.kind === 'set_default_policy_version' ? (
          <Effects proposal={asked.proposal} />
        ) : null}
      </ChangeDialog>
    </SpaceBetween>
  );
}

/** What differs between two versions; at first the one in force and the one before it. */
function Compare({ versions }: { versions: readonly PolicyVersionView[] }) {
  const inForce = versions.findIndex((version) => version.default);
  const [after, setAfter] = useState(versions[Math.max(0, inForce)]?.id ?? '');
  const [before, setBefore] = useState(
    (versions[inForce + 1] ?? versions.find((version) => !version.default))?.id ?? '',
  );
  const textOf = (id: string) => versions.find((version) => version.id === id)?.document ?? '';
  const choice = (label: string, chosen: string, choose: (id: string) => void) => (
    <FormField label={label}>
      <Select
        selectedOption={{ value: chosen }}
        options={versions.map(({ id }) => ({ value: id }))}
        onChange={({ detail }) => choose(detail.selectedOption.value ?? chosen)}
      />
    </FormField>
  );
  return (
    <Container header={<Header variant="h2">{policyPage.compare}</Header>}>
      <SpaceBetween size="m">
        <SpaceBetween direction="horizontal" size="m">
          {choice(policyPage.before, before, setBefore)}
          {choice(policyPage.after, after, setAfter)}
        </SpaceBetween>
        <TextDiff before={textOf(before)} after={textOf(after)} label={policyPage.compare} />
      </SpaceBetween>
    </Container>
  );
}
