// Where the nodes of the map stand: a column for each kind, in each column near what they hang on.
import type { MapEdgeView, MapNodeView, MapView } from '@/ipc/contract';

export interface Placed {
  node: MapNodeView;
  x: number;
  y: number;
  /** How many users are folded into it. */
  members: number;
}

export interface Laid {
  placed: readonly Placed[];
  edges: readonly MapEdgeView[];
}

const columnOf: Record<string, number> = { user: 0, group: 1, role: 2, policy: 3, goal: 4 };
const last = 4;
const columnWidth = 300;
const rowHeight = 54;
/** A longer column is wrapped into another one beside it. */
const longest = 26;

interface LayoutOptions {
  focus: string | null;
  unfolded: boolean;
  /** Lines of a path; what they touch is never folded. */
  path?: readonly MapEdgeView[];
}

/** The key of the node at which every path of escalation ends. */
export const goal = 'administrator';

/** A line's key; two things may hang together in several ways. */
export function lineKey({ kind, from, to }: MapEdgeView): string {
  return `${kind} ${from} ${to}`;
}

/** What is shown: everything, or what hangs on one node; users of groups folded unless asked for. */
export function layOut(account: MapView, { focus, unfolded, path = [] }: LayoutOptions): Laid {
  const view = withPath(account, path);
  const touched = new Set(path.flatMap(({ from, to }) => [from, to]));
  const near = focus === null ? null : around(view, focus);
  const members = new Map<string, number>();
  const alone = new Set(view.nodes.filter((node) => node.kind === 'user').map((node) => node.id));
  const ownEdges = new Set<string>();
  for (const edge of view.edges) {
    if (edge.kind === 'member') {
      members.set(edge.to, (members.get(edge.to) ?? 0) + 1);
      alone.delete(edge.from);
    } else {
      ownEdges.add(edge.from);
    }
  }
  const shown = view.nodes.filter((node) => {
    if (touched.has(node.id)) {
      return true;
    }
    if (near !== null) {
      return near.has(node.id);
    }
    // A user who has something of their own is not folded: the line would be lost.
    return node.kind !== 'user' || unfolded || alone.has(node.id) || ownEdges.has(node.id);
  });
  const ids = new Set(shown.map((node) => node.id));
  const edges = view.edges.filter((edge) => ids.has(edge.from) && ids.has(edge.to));
  return { placed: place(shown, edges, members, near !== null || unfolded), edges };
}

/** The map with the lines of a path that it does not have: those of an escalation, and their end. */
function withPath(view: MapView, path: readonly MapEdgeView[]): MapView {
  const nodes = new Set(view.nodes.map((node) => node.id));
  const known = new Set(view.edges.map(lineKey));
  const ends = path.some(({ to }) => to === goal);
  const more = path.filter(
    (edge) =>
      !known.has(lineKey(edge)) && nodes.has(edge.from) && (nodes.has(edge.to) || edge.to === goal),
  );
  return {
    nodes: ends
      ? [...view.nodes, { id: goal, kind: 'goal', name: goal, policy: null, detail: '' }]
      : view.nodes,
    edges: [...view.edges, ...more],
  };
}

/** A node with everything that it leads to and that leads to it. */
function around(view: MapView, focus: string): Set<string> {
  const found = new Set([focus]);
  for (const [from, to] of [
    ['from', 'to'],
    ['to', 'from'],
  ] as const) {
    let edge = [focus];
    const seen = new Set(edge);
    while (edge.length > 0) {
      const next = view.edges
        .filter((one) => edge.includes(one[from]) && !seen.has(one[to]))
        .map((one) => one[to]);
      for (const id of next) {
        seen.add(id);
        found.add(id);
      }
      edge = next;
    }
  }
  return found;
}

function place(
  nodes: readonly MapNodeView[],
  edges: readonly MapEdgeView[],
  members: ReadonlyMap<string, number>,
  whole: boolean,
): Placed[] {
  const columns: MapNodeView[][] = Array.from({ length: last + 1 }, () => []);
  for (const node of nodes) {
    columns[columnOf[node.kind] ?? 3]?.push(node);
  }
  const heights = new Map<string, number>();
  const placed: Placed[] = [];
  let x = 0;
  columns.forEach((column, index) => {
    if (column.length === 0) {
      return;
    }
    // The mean height of what a node hangs on, in the columns that stand already.
    const pull = (node: MapNodeView) => {
      const near = edges
        .filter((edge) => edge.from === node.id || edge.to === node.id)
        .map((edge) => heights.get(edge.from === node.id ? edge.to : edge.from))
        .filter((height) => height !== undefined);
      return near.length === 0
        ? Number.POSITIVE_INFINITY
        : near.reduce((sum, height) => sum + height, 0) / near.length;
    };
    const pulls = new Map(column.map((node) => [node.id, index === 0 ? 0 : pull(node)]));
    const ordered = [...column].sort((one, other) => {
      const order = (pulls.get(one.id) ?? 0) - (pulls.get(other.id) ?? 0);
      return Number.isNaN(order) || order === 0 ? one.name.localeCompare(other.name) : order;
    });
    const wraps = Math.ceil(ordered.length / longest);
    const rows = Math.ceil(ordered.length / wraps);
    ordered.forEach((node, number) => {
      const y = (number % rows) * rowHeight;
      heights.set(node.id, y);
      placed.push({
        node,
        x: x + Math.floor(number / rows) * columnWidth,
        y,
        members: whole ? 0 : (members.get(node.id) ?? 0),
      });
    });
    x += wraps * columnWidth;
  });
  return placed;
}
