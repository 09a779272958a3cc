// Who can become an administrator: listed step by step here, drawn on the map.
import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import type { EscalationView, StateView } from '@/ipc/contract';
import { useAccount } from '@/shared/account';
import { EntityLink } from '@/shared/entity-link';
import { FailureAlert } from '@/shared/failure-alert';
import { useAsk } from '@/shared/queries';
import { pageOfEntity, routes } from '@/shared/routes';
import { findings as s } from '@/shared/strings/findings';
import { Words } from '@/shared/words';

/** More than these are looked at on the map, one by one. */
const most = 50;

export function Escalations({ state }: { state: StateView }) {
  const { account } = useAccount();
  const asked = useAsk('escalations', { account: account.id, state });
  if (asked.error !== null) {
    return <FailureAlert failure={asked.error} />;
  }
  const paths = asked.data?.paths ?? [];
  if (paths.length === 0) {
    return null;
  }
  return (
    <div data-testid="escalations">
      <Table<EscalationView>
        variant="container"
        wrapLines
        items={paths.slice(0, most)}
        trackBy={(path) => path.principal.id}
        ariaLabels={{ tableLabel: s.escalations }}
        header={
          <Header
            variant="h2"
            counter={s.counter(Math.min(paths.length, most), paths.length)}
            description={s.escalationsText}
          >
            {s.escalations}
          </Header>
        }
        columnDefinitions={[
          {
            id: 'who',
            header: s.columns.about,
            isRowHeader: true,
            minWidth: 180,
            width: 220,
            cell: ({ principal, certain, steps }) => (
              <SpaceBetween size="xxs">
                <EntityLink to={pageOfEntity(principal.entity, principal.id) ?? routes.simulator}>
                  {principal.name}
                </EntityLink>
                <StatusIndicator type={certain ? 'error' : 'warning'}>
                  <span title={certain ? s.certainText : s.possibleText}>
                    {certain ? s.certain : s.possible}
                  </span>
                </StatusIndicator>
                <Box variant="small" color="text-body-secondary">
                  {s.steps(steps.length)}
                </Box>
              </SpaceBetween>
            ),
          },
          {
            id: 'steps',
            header: s.columns.reason,
            minWidth: 360,
            cell: ({ steps }) => (
              <ol className="plain-list">
                {steps.map((step) => (
                  <li key={step.sentence}>
                    <Words text={step.sentence} />
                  </li>
                ))}
              </ol>
            ),
          },
          {
            id: 'map',
            header: s.showOnMap,
            minWidth: 180,
            width: 210,
            cell: ({ principal }) => (
              <EntityLink
                to={routes.mapEscalation(principal.id)}
                testId={`escalation-map-${principal.name}`}
                label={s.showOnMapOf(principal.name)}
              >
                {s.showOnMap}
              </EntityLink>
            ),
          },
        ]}
      />
    </div>
  );
}
