// Who can do one thing: everybody is asked, those who can come first.
import Autosuggest from '@cloudscape-design/components/autosuggest';
import Box from '@cloudscape-design/components/box';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import { Banner } from '@/features/simulator/banner';
import type { PrincipalView, StateView, WhoCanFilter, WhoCanRowView } from '@/ipc/contract';
import { useAccount } from '@/shared/account';
import { EntityLink } from '@/shared/entity-link';
import { Nothing } from '@/shared/entity-table';
import { FailureAlert } from '@/shared/failure-alert';
import { paginationLabels } from '@/shared/labels';
import { Page } from '@/shared/page';
import { useAskKeeping, usePaced, useRested } from '@/shared/queries';
import { routes } from '@/shared/routes';
import { StateChoice } from '@/shared/state-choice';
import { analyse } from '@/shared/strings/analyse';
import { common } from '@/shared/strings/common';
import { help } from '@/shared/strings/help';
import { policies } from '@/shared/strings/policies';
import { simulator } from '@/shared/strings/simulator';
import { Verdict } from '@/shared/verdict';
import { sentence, Words } from '@/shared/words';

const s = analyse.whoCan;

const rowsOnPage = 25;

export function WhoCanPage() {
  const { account } = useAccount();
  const [action, setAction] = useState('');
  const [resource, setResource] = useState('');
  const [shown, setShown] = useState<WhoCanFilter>('can');
  const [page, setPage] = useState(1);
  const [state, setState] = useState<StateView>('planned');
  const asked = useRested(action.trim(), 120);
  const about = useRested(resource.trim(), 200);
  const found = useAskKeeping('search_actions', { text: usePaced(action), limit: 50 });
  const known = useAskKeeping('search_resources', {
    account: account.id,
    text: usePaced(resource),
    limit: 50,
  });
  // A name is asked about once it is one: half of a word would only be refused.
  const complete = /^[\w-]+:\w+$/.test(asked);
  const answered = useAskKeeping(
    'who_can',
    complete
      ? {
          account: account.id,
          action: asked,
          resource: about,
          context: [],
          state,
          what_if: [],
          filter: shown,
          offset: (page - 1) * rowsOnPage,
          limit: rowsOnPage,
        }
      : null,
  );
  const view = complete ? answered.data : undefined;
  const pages = Math.max(1, Math.ceil((view?.matching ?? 0) / rowsOnPage));
  const current = Math.min(page, pages);
  return (
    <Page title={s.title} description={s.description} testId="who-can-page" help={help.whoCan}>
      <SpaceBetween size="l">
        <Container
          header={
            <Header
              variant="h2"
              actions={<StateChoice state={state} onChange={setState} testId="who-can-state" />}
            >
              {s.question}
            </Header>
          }
        >
          <ColumnLayout columns={2}>
            <FormField label={s.action}>
              <Autosuggest
                value={action}
                filteringType="manual"
                placeholder={s.actionPlaceholder}
                ariaLabel={s.action}
                enteredTextLabel={simulator.actionUse}
                empty={simulator.actionEmpty}
                data-testid="who-can-action"
                options={(found.data ?? []).map((one) => ({
                  value: one.name,
                  labelTag: one.access_level,
                  description: one.description,
                }))}
                onChange={({ detail }) => {
                  setAction(detail.value);
                  setPage(1);
                }}
              />
            </FormField>
            <FormField label={s.resource}>
              <Autosuggest
                value={resource}
                filteringType="manual"
                placeholder={s.resourcePlaceholder}
                ariaLabel={s.resource}
                enteredTextLabel={simulator.actionUse}
                data-testid="who-can-resource"
                options={(known.data ?? []).map((one) => ({ value: one.arn, labelTag: one.from }))}
                onChange={({ detail }) => {
                  setResource(detail.value);
                  setPage(1);
                }}
              />
            </FormField>
          </ColumnLayout>
        </Container>
        <FailureAlert failure={complete ? answered.error : null} />
        {view === undefined ? (
          <Container>
            <Nothing title={s.emptyTitle} text={s.emptyText} />
          </Container>
        ) : (
          <SpaceBetween size="m">
            <Banner unknown={view.unknown} />
            <div data-testid="who-can-table">
              <Table<WhoCanRowView>
                variant="container"
                wrapLines
                items={view.rows}
                trackBy={(row) => row.principal.arn}
                ariaLabels={{ tableLabel: s.answers }}
                empty={<Nothing title={s.nobody} text={s.nobodyText} />}
                header={
                  <Header
                    variant="h2"
                    counter={s.counter(view.matching, view.total)}
                    actions={
                      <SegmentedControl
                        label={s.filter}
                        selectedId={shown}
                        data-testid="who-can-filter"
                        onChange={({ detail }) => {
                          setShown(detail.selectedId as WhoCanFilter);
                          setPage(1);
                        }}
                        options={(['can', 'cannot', 'all'] as const).map((id) => ({
                          id,
                          text: s.filters[id],
                        }))}
                      />
                    }
                  >
                    {s.answers}
                  </Header>
                }
                {...(pages === 1
                  ? {}
                  : {
                      pagination: (
                        <Pagination
                          currentPageIndex={current}
                          pagesCount={pages}
                          ariaLabels={paginationLabels}
                          onChange={({ detail }) => setPage(detail.currentPageIndex)}
                        />
                      ),
                    })}
                columnDefinitions={[
                  {
                    id: 'who',
                    header: s.who,
                    isRowHeader: true,
                    minWidth: 150,
                    width: 220,
                    cell: ({ principal }) => (
                      <>
                        <EntityLink
                          to={
                            principal.entity === 'user'
                              ? routes.user(principal.id)
                              : routes.role(principal.id)
                          }
                        >
                          {principal.name}
                        </EntityLink>{' '}
                        <Box variant="small" color="text-body-secondary">
                          {policies.entity[principal.entity] ?? principal.entity}
                        </Box>
                      </>
                    ),
                  },
                  {
                    id: 'verdict',
                    header: s.verdict,
                    minWidth: 150,
                    width: 165,
                    cell: ({ verdict }) => <Verdict verdict={verdict} />,
                  },
                  {
                    id: 'by',
                    header: s.by,
                    minWidth: 150,
                    width: 180,
                    cell: ({ by, through }) =>
                      through.length > 0 ? (
                        <Through roles={through} />
                      ) : by.length === 0 ? (
                        common.none
                      ) : (
                        by.join(', ')
                      ),
                  },
                  {
                    id: 'why',
                    header: s.why,
                    minWidth: 200,
                    width: 260,
                    cell: (row) => <Words text={sentence(row.sentence)} />,
                  },
                  {
                    id: 'open',
                    header: s.further,
                    minWidth: 120,
                    width: 150,
                    cell: ({ principal }) => (
                      <EntityLink to={routes.simulatorFor(principal.id, asked, about)}>
                        {s.open}
                      </EntityLink>
                    ),
                  },
                ]}
              />
            </div>
          </SpaceBetween>
        )}
      </SpaceBetween>
    </Page>
  );
}

/** The roles that somebody assumes one after another to get there. */
function Through({ roles }: { roles: readonly PrincipalView[] }) {
  return (
    <div data-testid="who-can-through">
      {s.through}{' '}
      {roles.map((role, place) => (
        <span key={role.arn}>
          {place === 0 ? '' : ` ${s.andThen} `}
          {role.id === role.arn ? (
            role.arn
          ) : (
            <EntityLink to={routes.role(role.id)}>{role.name}</EntityLink>
          )}
        </span>
      ))}
    </div>
  );
}
