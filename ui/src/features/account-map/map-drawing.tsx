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
import type { Laid, Placed } from '@/features/account-map/layout';
import { analyse } from '@/shared/strings/analyse';
import '@xyflow/react/dist/style.css';
import './account-map.css';

const s = analyse.map;

interface MapDrawingProps {
  laid: Laid;
  focus: string | null;
  onFocus: (id: string) => void;
}

type MapNode = Node<{ placed: Placed; focused: boolean }, 'thing'>;

const kinds = { thing: Thing };

export function MapDrawing(props: MapDrawingProps) {
  return (
    <ReactFlowProvider>
      <Drawing {...props} />
    </ReactFlowProvider>
  );
}

function Drawing({ laid, focus, onFocus }: MapDrawingProps) {
  const { fitView } = useReactFlow();
  const nodes = useMemo<MapNode[]>(
    () =>
      laid.placed.map((placed) => ({
        id: placed.node.id,
        type: 'thing',
        position: { x: placed.x, y: placed.y },
        data: { placed, focused: placed.node.id === focus },
        ariaLabel: `${placed.node.kind} ${placed.node.name}`,
        draggable: false,
        connectable: false,
      })),
    [laid, focus],
  );
  const edges = useMemo<Edge[]>(
    () =>
      laid.edges.map((edge) => ({
        id: `${edge.kind} ${edge.from} ${edge.to}`,
        source: edge.from,
        target: edge.to,
        className: `map-${edge.kind}`,
        focusable: false,
      })),
    [laid],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: another picture is looked at as a whole
  useEffect(() => {
    const timer = window.setTimeout(() => void fitView({ padding: 0.05, maxZoom: 1 }), 30);
    return () => window.clearTimeout(timer);
  }, [laid, fitView]);

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
        onNodeClick={(_, node) => onFocus(node.id)}
        onNodesChange={(changes) => {
          // Enter on a node chooses it, as a click does.
          const chosen = changes.find((change) => change.type === 'select' && change.selected);
          if (chosen !== undefined && 'id' in chosen) {
            onFocus(chosen.id);
          }
        }}
      >
        <Controls showInteractive={false} position="top-right" />
      </ReactFlow>
    </section>
  );
}

function Thing({ data }: NodeProps<MapNode>) {
  const { node, members } = data.placed;
  return (
    <div
      className={`map-node ${node.kind}${data.focused ? ' map-focus' : ''}`}
      data-testid={`map-${node.kind}-${node.name}`}
      title={node.name}
    >
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <div className="map-name">{node.name}</div>
      <div className="map-kind">
        {node.kind}
        {members === 0 ? '' : ` · ${s.members(members)}`}
      </div>
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </div>
  );
}
