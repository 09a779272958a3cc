// Every policy somebody has, with the way it comes.
import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import type { ReactNode } from 'react';
import type { GrantView, PolicyHandle } from '@/ipc/contract';
import { EntityLink } from '@/shared/entity-link';
import { Nothing } from '@/shared/entity-table';
import { routes } from '@/shared/routes';
import { common } from '@/shared/strings/common';
import { permissions as s } from '@/shared/strings/permissions';

interface GrantsTableProps {
  grants: readonly GrantView[];
  /** Groups and roles have only direct policies; then the column would repeat itself. */
  showVia: boolean;
  emptyText: string;
  actions?: ReactNode;
  /** The last column, when something may be done with one policy. */
  action?: (grant: GrantView) => ReactNode;
}

export function GrantsTable({ grants, showVia, emptyText, actions, action }: GrantsTableProps) {
  return (
    <div data-testid="grants-table">
      <Table<GrantView>
        variant="container"
        wrapLines
        items={grants}
        trackBy={(grant) => `${handleKey(grant.policy)} ${grant.via}`}
        header={
          <Header
            variant="h2"
            counter={`(${grants.length})`}
            description={showVia ? s.descriptionWithGroups : undefined}
            actions={actions}
          >
            {s.title}
          </Header>
        }
        empty={<Nothing title={s.empty} text={emptyText} />}
        columnDefinitions={[
          {
            id: 'name',
            header: s.policyName,
            isRowHeader: true,
            cell: (grant) => <EntityLink to={routes.policy(grant.policy)}>{grant.name}</EntityLink>,
          },
          {
            id: 'kind',
            header: common.type,
            cell: (grant) => common.policyKinds[grant.kind],
          },
          ...(showVia
            ? [
                {
                  id: 'via',
                  header: s.via,
                  cell: (grant: GrantView) =>
                    grant.group === null ? (
                      grant.via
                    ) : (
                      <EntityLink to={routes.group(grant.group)}>{grant.via}</EntityLink>
                    ),
                },
              ]
            : []),
          ...(action === undefined
            ? []
            : [
                {
                  id: 'action',
                  header: <Box variant="awsui-key-label">{s.actions}</Box>,
                  cell: action,
                  width: 130,
                },
              ]),
        ]}
      />
    </div>
  );
}

/** One text for each policy, to compare and to key by. */
export function handleKey(handle: PolicyHandle): string {
  switch (handle.kind) {
    case 'customer':
      return `customer ${handle.id}`;
    case 'arn':
      return `arn ${handle.arn}`;
    case 'inline':
      return `inline ${handle.holder} ${handle.name}`;
  }
}
