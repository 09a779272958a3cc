// Who holds what by which way: a drawing, and the same as a table for those who do not see it.
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { goal, type Laid, layOut, lineKey } from '@/features/account-map/layout';
import { MapDrawing } from '@/features/account-map/map-drawing';
import type { MapEdgeView, MapNodeView, MapView, StateView } from '@/ipc/contract';
import { useAccount } from '@/shared/account';
import { Asked } from '@/shared/asked';
import { Nothing } from '@/shared/entity-table';
import { Page } from '@/shared/page';
import { useAsk } from '@/shared/queries';
import { routes, useGo } from '@/shared/routes';
import { StateChoice } from '@/shared/state-choice';
import { analyse } from '@/shared/strings/analyse';
import { help } from '@/shared/strings/help';

const s = analyse.map;

export function AccountMapPage() {
  const { account } = useAccount();
  const [state, setState] = useState<StateView>('planned');
  const asked = useAsk('account_map', { account: account.id, state });
  return (
    <Page
      wide
      title={s.title}
      description={s.description}
      testId="map-page"
      help={help.map}
      actions={<StateChoice state={state} onChange={setState} testId="map-state" />}
    >
      <Asked query={asked}>
        {(view) =>
          view.nodes.length === 0 ? (
            <Container>
              <Nothing title={s.emptyTitle} text={s.emptyText} />
            </Container>
          ) : (
            <TheMap view={view} state={state} />
          )
        }
      </Asked>
    </Page>
  );
}

function TheMap({ view, state }: { view: MapView; state: StateView }) {
  const go = useGo();
  const [focus, setFocus] = useState<string | null>(null);
  const [unfolded, setUnfolded] = useState(false);
  const { path, name: pathName, drop } = usePath(state);
  const laid = useMemo(
    () => layOut(view, { focus, unfolded, path }),
    [view, focus, unfolded, path],
  );
  const focused = view.nodes.find((node) => node.id === focus);
  return (
    <SpaceBetween size="m">
      <Container
        header={
          <Header
            variant="h2"
            description={pathName ?? (focused === undefined ? s.whole : s.focus(focused.name))}
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                <EscalationChoice state={state} />
                {path.length === 0 ? null : (
                  <Button data-testid="map-drop-path" onClick={drop}>
                    {s.dropPath}
                  </Button>
                )}
                <Select
                  data-testid="map-find"
                  placeholder={s.findPlaceholder}
                  filteringType="auto"
                  filteringAriaLabel={s.find}
                  selectedAriaLabel={s.find}
                  selectedOption={
                    focused === undefined ? null : { value: focused.id, label: focused.name }
                  }
                  options={view.nodes.map((node) => ({
                    value: node.id,
                    label: node.name,
                    labelTag: node.kind,
                  }))}
                  onChange={({ detail }) => setFocus(detail.selectedOption.value ?? null)}
                />
                {focused === undefined ? (
                  <SegmentedControl
                    label={s.unfold}
                    selectedId={unfolded ? 'unfolded' : 'folded'}
                    data-testid="map-fold"
                    onChange={({ detail }) => setUnfolded(detail.selectedId === 'unfolded')}
                    options={[
                      { id: 'folded', text: s.folded },
                      { id: 'unfolded', text: s.unfolded },
                    ]}
                  />
                ) : (
                  <Button data-testid="map-whole" onClick={() => setFocus(null)}>
                    {s.whole}
                  </Button>
                )}
                {focused === undefined ? null : (
                  <Button data-testid="map-open" onClick={() => go(pageOf(focused))}>
                    {s.open}
                  </Button>
                )}
              </SpaceBetween>
            }
          >
            {s.title}
          </Header>
        }
      >
        <MapDrawing laid={laid} focus={focus} path={path} onFocus={setFocus} />
      </Container>
      <Twin laid={laid} />
    </SpaceBetween>
  );
}

const noPath: readonly MapEdgeView[] = [];

/** The path that the address names: lines that came from a cell, or somebody's way to more. */
function usePath(state: StateView) {
  const { account } = useAccount();
  const go = useGo();
  const { path, escalation } = useSearch({ from: '/map' });
  const asked = useAsk(
    'escalations',
    escalation === undefined ? null : { account: account.id, state },
  );
  const one = asked.data?.paths.find(({ principal }) => principal.id === escalation);
  // Ways share lines; each is drawn once.
  const every = useMemo(() => {
    const lines = (asked.data?.paths ?? []).flatMap(({ edges }) => edges);
    return [...new Map(lines.map((line) => [lineKey(line), line])).values()];
  }, [asked.data]);
  const drop = () => go(routes.map);
  if (path !== undefined) {
    return { path, name: s.fromCell, drop };
  }
  if (escalation === allEscalations && every.length > 0) {
    return { path: every, name: s.allEscalations, drop };
  }
  return one === undefined
    ? { path: noPath, name: null, drop }
    : { path: one.edges, name: s.escalationOf(one.principal.name), drop };
}

const allEscalations = 'all';

/** Chooses whose way to administrator is drawn. Nothing where nobody has one. */
function EscalationChoice({ state }: { state: StateView }) {
  const { account } = useAccount();
  const go = useGo();
  const { escalation } = useSearch({ from: '/map' });
  const asked = useAsk('escalations', { account: account.id, state });
  const paths = asked.data?.paths ?? [];
  if (paths.length === 0) {
    return null;
  }
  const options = [
    { value: allEscalations, label: s.allEscalations },
    ...paths.map(({ principal, certain }) => ({
      value: principal.id,
      label: principal.name,
      labelTag: certain ? s.certain : s.possible,
    })),
  ];
  return (
    <Select
      data-testid="map-escalations"
      placeholder={s.escalations(paths.length)}
      ariaLabel={s.escalations(paths.length)}
      filteringType="auto"
      filteringAriaLabel={s.find}
      selectedOption={options.find(({ value }) => value === escalation) ?? null}
      options={options}
      onChange={({ detail }) => go(routes.mapEscalation(detail.selectedOption.value ?? ''))}
    />
  );
}

function pageOf(node: MapNodeView): string {
  if (node.policy !== null) {
    return routes.policy(node.policy);
  }
  return node.kind === 'user'
    ? routes.user(node.id)
    : node.kind === 'group'
      ? routes.group(node.id)
      : routes.role(node.id);
}

function Twin({ laid }: { laid: Laid }) {
  const names = new Map(
    laid.placed.map(({ node }) => [node.id, node.id === goal ? s.goal : node.name]),
  );
  return (
    <ExpandableSection variant="container" headerText={`${s.table} (${laid.edges.length})`}>
      <div data-testid="map-table">
        <Table<MapEdgeView>
          variant="embedded"
          contentDensity="compact"
          items={laid.edges.slice(0, mostLines)}
          ariaLabels={{ tableLabel: s.table }}
          columnDefinitions={[
            {
              id: 'from',
              header: s.from,
              isRowHeader: true,
              cell: (edge) => names.get(edge.from) ?? '',
            },
            {
              id: 'how',
              header: s.how,
              cell: (edge) => s.edges[edge.kind as keyof typeof s.edges] ?? edge.kind,
            },
            { id: 'to', header: s.to, cell: (edge) => names.get(edge.to) ?? '' },
          ]}
        />
      </div>
    </ExpandableSection>
  );
}

/** Lines of the table; a narrower choice on the map shows the others. */
const mostLines = 300;
