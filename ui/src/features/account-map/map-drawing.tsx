import {
  Controls,
  type Edge,
  Handle,
  type Node,
  type NodeProps,
  Position,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
} from '@xyflow/react';
import { useEffect, useMemo } from 'react';
import { goal, type Laid, lineKey, type Placed } from '@/features/account-map/layout';
import type { MapEdgeView } from '@/ipc/contract';
import { analyse } from '@/shared/strings/analyse';
import '@xyflow/react/dist/style.css';
import './account-map.css';

const s = analyse.map;

interface MapDrawingProps {
  laid: Laid;
  focus: string | null;
  /** Lines that are lit; the rest is dimmed. */
  path: readonly MapEdgeView[];
  onFocus: (id: string) => void;
}

type Light = 'plain' | 'lit' | 'dim';
type MapNode = Node<{ placed: Placed; focused: boolean; light: Light }, 'thing'>;

const kinds = { thing: Thing };

export function MapDrawing(props: MapDrawingProps) {
  return (
    <ReactFlowProvider>
      <Drawing {...props} />
    </ReactFlowProvider>
  );
}

function Drawing({ laid, focus, path, onFocus }: MapDrawingProps) {
  const { fitView } = useReactFlow();
  const { nodesOn, linesOn } = useMemo(
    () => ({
      nodesOn: new Set(path.flatMap(({ from, to }) => [from, to])),
      linesOn: new Set(path.map(lineKey)),
    }),
    [path],
  );
  const nodes = useMemo<MapNode[]>(
    () =>
      laid.placed.map((placed) => ({
        id: placed.node.id,
        type: 'thing',
        position: { x: placed.x, y: placed.y },
        data: {
          placed,
          focused: placed.node.id === focus,
          light: lightOf(nodesOn, placed.node.id),
        },
        ariaLabel: placed.node.id === goal ? s.goal : `${placed.node.kind} ${placed.node.name}`,
        draggable: false,
        connectable: false,
      })),
    [laid, focus, nodesOn],
  );
  const edges = useMemo<Edge[]>(
    () =>
      laid.edges.map((edge) => {
        const light = lightOf(linesOn, lineKey(edge));
        return {
          id: lineKey(edge),
          source: edge.from,
          target: edge.to,
          className: `map-${edge.kind} map-line-${light}`,
          animated: false,
          focusable: false,
          zIndex: light === 'lit' ? 1 : 0,
        };
      }),
    [laid, linesOn],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: another picture is looked at as a whole
  useEffect(() => {
    const lit = [...nodesOn].map((id) => ({ id }));
    const timer = window.setTimeout(
      // A path is looked at closely, the rest of the account around it.
      () =>
        void fitView({ padding: 0.05, maxZoom: 1, ...(lit.length === 0 ? {} : { nodes: lit }) }),
      30,
    );
    return () => window.clearTimeout(timer);
  }, [laid, fitView]);

  const choose = (id: string) => {
    if (id !== goal) {
      onFocus(id);
    }
  };
  return (
    <section className="account-map" data-testid="map-drawing" aria-label={s.drawing}>
      <ReactFlow<MapNode>
        nodes={nodes}
        edges={edges}
        nodeTypes={kinds}
        fitView
        fitViewOptions={{ padding: 0.05, maxZoom: 1 }}
        minZoom={0.1}
        nodesDraggable={false}
        nodesConnectable={false}
        elementsSelectable
        onNodeClick={(_, node) => choose(node.id)}
        onNodesChange={(changes) => {
          // Enter on a node chooses it, as a click does.
          const chosen = changes.find((change) => change.type === 'select' && change.selected);
          if (chosen !== undefined && 'id' in chosen) {
            choose(chosen.id);
          }
        }}
      >
        <Controls showInteractive={false} position="top-right" />
      </ReactFlow>
    </section>
  );
}

function lightOf(lit: ReadonlySet<string>, key: string): Light {
  return lit.size === 0 ? 'plain' : lit.has(key) ? 'lit' : 'dim';
}

function Thing({ data }: NodeProps<MapNode>) {
  const { node, members } = data.placed;
  const name = node.id === goal ? s.goal : node.name;
  return (
    <div
      className={`map-node ${node.kind} map-${data.light}${data.focused ? ' map-focus' : ''}`}
      data-testid={`map-${node.kind}-${node.name}`}
      data-light={data.light}
      title={name}
    >
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <div className="map-name">{name}</div>
      <div className="map-kind">
        {node.id === goal ? s.goalText : node.kind}
        {members === 0 ? '' : ` · ${s.members(members)}`}
      </div>
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </div>
  );
}
