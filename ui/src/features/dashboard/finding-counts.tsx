// How many findings there are, the gravest first. They are asked for by themselves: the rest of the
// dashboard does not wait for them.
import Box from '@cloudscape-design/components/box';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import { useAccount } from '@/shared/account';
import { Asked } from '@/shared/asked';
import { EntityLink } from '@/shared/entity-link';
import { useAsk } from '@/shared/queries';
import { href, routes } from '@/shared/routes';
import { dashboard as s } from '@/shared/strings/dashboard';
import { findings } from '@/shared/strings/findings';
import { number } from '@/shared/strings/plural';

const severities = ['critical', 'high', 'medium', 'low'] as const;

export function FindingCounts() {
  const { account } = useAccount();
  const query = useAsk('finding_counts', { account: account.id, state: 'planned' });
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={s.findingsText}
          actions={<EntityLink to={routes.findings}>{s.viewFindings}</EntityLink>}
        >
          {findings.title}
        </Header>
      }
    >
      <Asked query={query}>
        {(counts) => (
          <ColumnLayout columns={4} variant="text-grid">
            {severities.map((severity) => (
              <div key={severity} data-testid={`findings-${severity}`}>
                <Box variant="awsui-key-label">{findings.severities[severity]}</Box>
                {counts[severity] === 0 ? (
                  <Box color="text-body-secondary">{s.noFindings}</Box>
                ) : (
                  <Link variant="awsui-value-large" href={href(routes.findings)}>
                    {number(counts[severity])}
                  </Link>
                )}
              </div>
            ))}
          </ColumnLayout>
        )}
      </Asked>
    </Container>
  );
}
