// The findings of one severity.
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import Header from '@cloudscape-design/components/header';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import type { FindingView, SeverityView } from '@/ipc/contract';
import { EntityLink } from '@/shared/entity-link';
import { pageOfEntity } from '@/shared/routes';
import { findings as s } from '@/shared/strings/findings';
import { policies } from '@/shared/strings/policies';
import { usePages } from '@/shared/use-pages';
import { Words } from '@/shared/words';

const looks = { critical: 'error', high: 'warning', medium: 'info', low: 'pending' } as const;
const rowsOnPage = 20;

interface FindingsTableProps {
  severity: SeverityView;
  findings: readonly FindingView[];
  /** How many there are without the filter. */
  total: number;
  /** The keys of those that are to be cured together, of every severity. */
  chosen: ReadonlySet<string>;
  onChosen: (chosen: ReadonlySet<string>) => void;
  onCure: ((finding: FindingView) => void) | null;
}

/** Draws nothing where there is none. */
export function FindingsTable(props: FindingsTableProps) {
  const { severity, findings, total, chosen, onChosen, onCure } = props;
  const { rows, pagination } = usePages(findings, rowsOnPage);
  if (findings.length === 0) {
    return null;
  }
  return (
    <div data-testid={`findings-${severity}`}>
      <Table<FindingView>
        variant="container"
        wrapLines
        enableKeyboardNavigation
        items={rows}
        trackBy={findingKey}
        ariaLabels={{ tableLabel: s.table(s.severities[severity]) }}
        header={
          <Header
            variant="h2"
            counter={s.counter(findings.length, total)}
            description={s.severityText[severity]}
          >
            <StatusIndicator type={looks[severity]}>{s.severities[severity]}</StatusIndicator>
          </Header>
        }
        {...pagination}
        columnDefinitions={[
          ...(onCure === null
            ? []
            : [
                {
                  id: 'choose',
                  header: s.columns.choose,
                  width: 90,
                  cell: (one: FindingView) => (
                    <Choose finding={one} chosen={chosen} onChosen={onChosen} />
                  ),
                },
              ]),
          {
            id: 'about',
            header: s.columns.about,
            isRowHeader: true,
            minWidth: 150,
            width: 200,
            cell: (one) => <About finding={one} />,
          },
          {
            id: 'reason',
            header: s.columns.reason,
            minWidth: 260,
            width: 300,
            cell: (one) => <Words text={one.reason} />,
          },
          {
            id: 'code',
            header: s.columns.code,
            minWidth: 120,
            width: 150,
            cell: (one) => <span title={one.what}>{one.code}</span>,
          },
          {
            id: 'cure',
            header: s.columns.cure,
            minWidth: 160,
            width: 180,
            cell: (one) =>
              one.changes.length === 0 || onCure === null ? (
                <Box color="text-body-secondary">
                  {one.changes.length === 0 ? s.byHand : one.changes.join('; ')}
                </Box>
              ) : (
                <Button
                  ariaLabel={s.reviewOf(one.changes.length, one.code, one.name)}
                  data-testid={`cure-${one.code}-${one.name}`}
                  onClick={() => onCure(one)}
                >
                  {s.review(one.changes.length)}
                </Button>
              ),
          },
        ]}
      />
    </div>
  );
}

/** What tells a finding from others. */
export function findingKey(one: FindingView): string {
  return `${one.code} ${one.id} ${one.reason}`;
}

type ChooseProps = Pick<FindingsTableProps, 'chosen' | 'onChosen'> & { finding: FindingView };

/** Only what has a cure can be chosen. */
function Choose({ finding, chosen, onChosen }: ChooseProps) {
  const key = findingKey(finding);
  return finding.changes.length === 0 ? null : (
    <Checkbox
      checked={chosen.has(key)}
      ariaLabel={s.choose(finding.code, finding.name)}
      data-testid={`choose-${finding.code}-${finding.name}`}
      onChange={({ detail }) => {
        const next = new Set(chosen);
        if (detail.checked) {
          next.add(key);
        } else {
          next.delete(key);
        }
        onChosen(next);
      }}
    />
  );
}

function About({ finding }: { finding: FindingView }) {
  const page = pageOfEntity(finding.entity, finding.id);
  return (
    <>
      {page === null ? finding.name : <EntityLink to={page}>{finding.name}</EntityLink>}{' '}
      <Box variant="small" color="text-body-secondary">
        {policies.entity[finding.entity] ?? finding.entity}
      </Box>
    </>
  );
}
