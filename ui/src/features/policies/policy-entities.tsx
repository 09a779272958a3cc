// Where a policy is used; attach it to many at once, detach it from many at once.
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import type { AttachmentView, PolicyView } from '@/ipc/contract';
import { ChangeDialog } from '@/shared/change-dialog';
import { EntityLink } from '@/shared/entity-link';
import { type ChosenEntity, EntityPicker } from '@/shared/entity-picker';
import { Nothing } from '@/shared/entity-table';
import { selectionLabels } from '@/shared/labels';
import { routes } from '@/shared/routes';
import { common } from '@/shared/strings/common';
import { policies as s } from '@/shared/strings/policies';
import { policyPage } from '@/shared/strings/wizards';

export function PolicyEntities({ policy }: { policy: PolicyView }) {
  const attachments = policy.attached_to;
  const [selected, setSelected] = useState<readonly AttachmentView[]>([]);
  const [attaching, setAttaching] = useState(false);
  const [detaching, setDetaching] = useState(false);
  const [chosen, setChosen] = useState<readonly ChosenEntity[]>([]);
  const attachable = policy.policy.kind !== 'inline' && policy.kind !== 'unknown';
  return (
    <div data-testid="policy-entities">
      <Table<AttachmentView>
        variant="container"
        items={attachments}
        trackBy={(row) => `${row.id} ${row.boundary}`}
        {...(attachable
          ? {
              selectionType: 'multi' as const,
              isItemDisabled: (row: AttachmentView) => row.boundary,
              selectedItems: selected,
              onSelectionChange: ({ detail }: { detail: { selectedItems: AttachmentView[] } }) =>
                setSelected(detail.selectedItems),
            }
          : {})}
        ariaLabels={{ ...selectionLabels<AttachmentView>(), tableLabel: s.entities }}
        header={
          <Header
            variant="h2"
            counter={`(${attachments.length})`}
            actions={
              attachable ? (
                <SpaceBetween direction="horizontal" size="xs">
                  <Button
                    disabled={selected.length === 0}
                    data-testid="policy-detach"
                    onClick={() => setDetaching(true)}
                  >
                    {policyPage.detach}
                  </Button>
                  <Button data-testid="policy-attach" onClick={() => setAttaching(true)}>
                    {policyPage.attach}
                  </Button>
                </SpaceBetween>
              ) : null
            }
          >
            {s.entities}
          </Header>
        }
        empty={<Nothing title={s.entitiesEmpty} text={s.entitiesEmptyText} />}
        columnDefinitions={[
          {
            id: 'name',
            header: common.name,
            isRowHeader: true,
            cell: (row) => <EntityLink to={pageOf(row)}>{row.name}</EntityLink>,
          },
          { id: 'entity', header: common.type, cell: (row) => s.entity[row.entity] ?? row.entity },
          {
            id: 'as',
            header: s.usedAs,
            cell: (row) => (row.boundary ? s.asBoundary : s.asPolicy),
          },
        ]}
      />
      <ChangeDialog
        proposal={
          attaching
            ? {
                kind: 'attach_to_many',
                policy: policy.policy,
                holders: chosen.map(({ id }) => id),
              }
            : null
        }
        title={policyPage.attachTitle(policy.name)}
        confirm={policyPage.attach}
        onClose={() => {
          setAttaching(false);
          setChosen([]);
        }}
      >
        <EntityPicker
          kinds={['group', 'user', 'role']}
          chosen={chosen}
          onChoose={setChosen}
          without={attachments.filter((row) => !row.boundary).map(({ id }) => id)}
        />
      </ChangeDialog>
      <ChangeDialog
        proposal={
          detaching
            ? {
                kind: 'detach_from_many',
                policy: policy.policy,
                holders: selected.map(({ id }) => id),
              }
            : null
        }
        title={policyPage.detachTitle(policy.name, selected.length)}
        confirm={policyPage.detach}
        onDone={() => setSelected([])}
        onClose={() => setDetaching(false)}
      />
    </div>
  );
}

function pageOf(row: AttachmentView): string {
  switch (row.entity) {
    case 'group':
      return routes.group(row.id);
    case 'role':
      return routes.role(row.id);
    default:
      return routes.user(row.id);
  }
}
