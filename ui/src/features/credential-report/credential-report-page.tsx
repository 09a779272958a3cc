// The credential report: AWS's own as it came in, or what is known here, cell by cell as it is saved.
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import { useState } from 'react';
import type { CredentialReportView } from '@/ipc/contract';
import { useAccount } from '@/shared/account';
import { Asked } from '@/shared/asked';
import { Nothing } from '@/shared/entity-table';
import { FailureAlert } from '@/shared/failure-alert';
import { paginationLabels } from '@/shared/labels';
import { rowsOnPage } from '@/shared/list-state';
import { Page } from '@/shared/page';
import { useAction, useAskKeeping, usePaced } from '@/shared/queries';
import { common } from '@/shared/strings/common';
import { credentialReport as s } from '@/shared/strings/credential-report';
import { help } from '@/shared/strings/help';
import { useSaved } from '@/shared/use-saved';
import { when } from '@/shared/when';

export function CredentialReportPage() {
  const { account } = useAccount();
  const [own, setOwn] = useState(false);
  const [filter, setFilter] = useState('');
  const [page, setPage] = useState(1);
  const rested = usePaced(filter);
  const query = useAskKeeping('credential_report', {
    account: account.id,
    own,
    filter: rested,
    offset: (page - 1) * rowsOnPage,
    limit: rowsOnPage,
  });
  const save = useAction('save_credential_report');
  const saved = useSaved();
  return (
    <Page
      wide
      title={s.title}
      description={s.description}
      testId="credential-report-page"
      help={help.credentialReport}
      actions={
        <Button
          variant="primary"
          loading={save.busy}
          data-testid="save-report"
          onClick={async () => saved(await save.run({ account: account.id, own }))}
        >
          {s.save}
        </Button>
      }
    >
      <SpaceBetween size="l">
        <FailureAlert failure={save.failure} />
        <Asked query={query}>
          {(view) => (
            <SpaceBetween size="l">
              {view.has_aws ? (
                <SegmentedControl
                  selectedId={own ? 'own' : 'aws'}
                  label={s.whose}
                  options={[
                    { id: 'aws', text: s.ofAws },
                    { id: 'own', text: s.ofBailiwick },
                  ]}
                  onChange={({ detail }) => {
                    setOwn(detail.selectedId === 'own');
                    setPage(1);
                  }}
                />
              ) : null}
              <Whose view={view} local={account.kind === 'local'} />
              <Report
                view={view}
                filter={filter}
                page={page}
                onFilter={(text) => {
                  setFilter(text);
                  setPage(1);
                }}
                onPage={setPage}
              />
            </SpaceBetween>
          )}
        </Asked>
      </SpaceBetween>
    </Page>
  );
}

/** Nobody must take ours for AWS's. */
function Whose({ view, local }: { view: CredentialReportView; local: boolean }) {
  return (
    <div data-testid="report-whose">
      <Alert type="info">
        {view.from_aws
          ? s.fromAws(when(view.as_of))
          : local
            ? s.fromLocal(when(view.as_of))
            : s.fromBailiwick(when(view.as_of))}
      </Alert>
    </div>
  );
}

interface ReportProps {
  view: CredentialReportView;
  filter: string;
  page: number;
  onFilter: (text: string) => void;
  onPage: (page: number) => void;
}

function Report({ view, filter, page, onFilter, onPage }: ReportProps) {
  const { total, matching, rows } = view.rows;
  const pages = Math.max(1, Math.ceil(matching / rowsOnPage));
  return (
    <div data-testid="report-table">
      <Table<readonly string[]>
        variant="container"
        stickyColumns={{ first: 1 }}
        resizableColumns
        enableKeyboardNavigation
        items={rows}
        trackBy={(row) => row[0] ?? ''}
        ariaLabels={{ tableLabel: s.title }}
        header={
          <Header variant="h2" counter={`(${total})`}>
            {s.rows}
          </Header>
        }
        filter={
          <TextFilter
            filteringText={filter}
            filteringPlaceholder={s.find}
            filteringAriaLabel={s.find}
            countText={filter === '' ? '' : common.matches(matching)}
            onChange={({ detail }) => onFilter(detail.filteringText)}
          />
        }
        pagination={
          <Pagination
            currentPageIndex={Math.min(page, pages)}
            pagesCount={pages}
            ariaLabels={paginationLabels}
            onChange={({ detail }) => onPage(detail.currentPageIndex)}
          />
        }
        empty={
          total === 0 ? (
            <Nothing title={s.empty} text={s.emptyText} />
          ) : (
            <Nothing title={common.noMatches} text={common.noMatchesText} />
          )
        }
        columnDefinitions={view.columns.map((column, place) => ({
          id: column,
          // The file's own names: who looks for a column looks for what AWS calls it.
          header: column,
          isRowHeader: place === 0,
          minWidth: 150,
          width: widthFor([column, ...rows.map((row) => row[place] ?? '')]),
          cell: (row) => <Cell text={row[place] ?? ''} />,
        }))}
      />
    </div>
  );
}

/** As wide as the longest text, within what a window shows. */
function widthFor(texts: readonly string[]) {
  const longest = Math.max(...texts.map(({ length }) => length));
  return Math.min(Math.max(150, 56 + 9 * longest), 520);
}

function Cell({ text }: { text: string }) {
  return text === '' ? (
    <Box color="text-body-secondary">{s.blank}</Box>
  ) : (
    <span className="mono">{text}</span>
  );
}
