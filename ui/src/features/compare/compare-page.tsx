// What the plan changes in what people can do, against what was last seen in AWS.
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import type { EffectView } from '@/ipc/contract';
import { useAccount } from '@/shared/account';
import { Asked } from '@/shared/asked';
import { EntityLink } from '@/shared/entity-link';
import { Nothing } from '@/shared/entity-table';
import { Page } from '@/shared/page';
import { useAsk } from '@/shared/queries';
import { routes } from '@/shared/routes';
import { analyse } from '@/shared/strings/analyse';
import { help } from '@/shared/strings/help';
import { policies } from '@/shared/strings/policies';
import { sentence, Words } from '@/shared/words';

const s = analyse.compare;

export function ComparePage() {
  const { account } = useAccount();
  const compared = useAsk('compare_states', { account: account.id });
  return (
    <Page
      title={s.title}
      description={s.description}
      testId="compare-page"
      help={help.compare}
      actions={<EntityLink to={routes.matrix}>{s.matrix}</EntityLink>}
    >
      <Asked query={compared}>
        {(view) =>
          view.observed === '' ? (
            <Container>
              <Nothing title={s.never} text={s.neverText} />
            </Container>
          ) : view.effects.length === 0 ? (
            <Container>
              <Nothing title={s.same} text={s.sameText} />
            </Container>
          ) : (
            <div data-testid="compare-table">
              <Table<EffectView>
                variant="container"
                wrapLines
                items={view.effects}
                trackBy={(effect) => effect.principal.id}
                ariaLabels={{ tableLabel: s.table }}
                header={
                  <Header
                    variant="h2"
                    counter={`(${view.effects.length})`}
                    description={s.observed(view.observed)}
                  >
                    {s.table}
                  </Header>
                }
                columnDefinitions={[
                  {
                    id: 'who',
                    header: s.who,
                    isRowHeader: true,
                    minWidth: 160,
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
                        ({policies.entity[principal.entity] ?? principal.entity})
                      </>
                    ),
                  },
                  { id: 'gained', header: s.gained, cell: ({ gained }) => s.actions(gained) },
                  { id: 'lost', header: s.lost, cell: ({ lost }) => s.actions(lost) },
                  { id: 'moved', header: s.moved, cell: ({ moved }) => s.actions(moved) },
                  {
                    id: 'examples',
                    header: s.examples,
                    minWidth: 320,
                    cell: ({ examples }) => (
                      <SpaceBetween size="xxs">
                        {examples.slice(0, 6).map((text) => (
                          <div key={text}>
                            <Words text={sentence(text)} />
                          </div>
                        ))}
                      </SpaceBetween>
                    ),
                  },
                ]}
              />
            </div>
          )
        }
      </Asked>
    </Page>
  );
}
