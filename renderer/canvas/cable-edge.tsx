/** A cable on the canvas: a straight line beneath the nodes with a label at each end. */
import { type Edge, type EdgeProps, useInternalNode } from '@xyflow/react';
import { memo } from 'react';
import { type Cable, type DeviceNode, isDevice, type TopologyNode } from '../../shared/topology';
import { type CableSide, endName } from '../document/cable-edits';
import { useDocument } from '../document/document-store';
import { symbolsOf } from '../document/membership';
import { useLab } from '../session/lab-store';
import { BlockedSign, useBlocked } from './blocked-sign';
import { pressEnd, useCableDrag } from './cable-drag';
import { CableFlow } from './cable-flow';
import { drawCable, PILL_HEIGHT, type Pill } from './cable-geometry';
import { CableLabel } from './cable-label';
import { CableStroke } from './cable-stroke';
import { nodeSize } from './geometry';
import { useFar } from './level-of-detail';
import { useCableColours } from './vlan-colours';

export type CableFlowEdge = Edge<{ record: Cable }, 'cable'>;

export type Carrier = 'up' | 'down' | 'off';

/** The carrier at one end: `off` while its node does not run. */
function useCarrier(cable: Cable, side: CableSide): Carrier {
  return useLab(({ nodes, cables }) => {
    if (nodes[cable[side].node]?.state !== 'running') return 'off';
    return cables[cable.id]?.[side] === true ? 'up' : 'down';
  });
}

const carrierWords: Record<Carrier, string> = {
  up: 'carrier',
  down: 'no carrier',
  off: 'node is off',
};

function EndPill({ cable, side, pill }: { cable: Cable; side: CableSide; pill: Pill }) {
  const carrier = useCarrier(cable, side);
  const name = useDocument(({ document }) => endName(document, cable[side]));
  const { x, y, width, text } = pill;
  return (
    <g
      className="cable-pill nodrag nopan"
      data-carrier={carrier}
      transform={`translate(${x} ${y})`}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.stopPropagation();
        pressEnd(cable[side], { x: event.clientX, y: event.clientY });
      }}
    >
      <title>{`${name}: ${carrierWords[carrier]}. Drag to another port.`}</title>
      <rect x={-width / 2} y={-PILL_HEIGHT / 2} width={width} height={PILL_HEIGHT} rx={9} />
      <circle cx={-width / 2 + 9} cy={0} r={3.25} />
      <text x={6} y={0} dy="0.35em">
        {text}
      </text>
    </g>
  );
}

/** The node at an end, or the symbol that stands for it. */
function useEnd(cable: Cable, side: CableSide) {
  const { node, port } = cable[side];
  const symbol = useDocument(({ document }) => symbolsOf(document.nodes).get(node));
  const hidden = useDocument(({ document }) => document.nodes[node]);
  const internal = useInternalNode(symbol ?? node);
  const record = (internal?.data as { record?: TopologyNode } | undefined)?.record;
  if (record?.kind === 'group' && internal !== undefined && hidden && isDevice(hidden)) {
    const at = internal.internals.positionAbsolute;
    return { node: hidden, at, port, symbol: nodeSize(record) };
  }
  if (internal === undefined || record === undefined || !isDevice(record)) return null;
  return { node: record as DeviceNode, at: internal.internals.positionAbsolute, port };
}

export const CableEdgeView = memo(function CableEdgeView({ data }: EdgeProps<CableFlowEdge>) {
  const cable = data?.record;
  return cable === undefined ? null : <CableLine cable={cable} />;
});

function CableLine({ cable }: { cable: Cable }) {
  const a = useEnd(cable, 'a');
  const b = useEnd(cable, 'b');
  const up = useLab(({ cables }) => cables[cable.id]?.a === true && cables[cable.id]?.b === true);
  const held = useCableDrag(({ drag }) => drag?.moving?.cable === cable.id);
  const blockedA = useBlocked(cable.a);
  const blockedB = useBlocked(cable.b);
  const colours = useCableColours(cable);
  const far = useFar();
  if (a === null || b === null) return null;
  const drawing = drawCable(a, b);
  const path = `M${drawing.a.x} ${drawing.a.y}L${drawing.b.x} ${drawing.b.y}`;
  const blocked = blockedA?.whole === true || blockedB?.whole === true;
  return (
    <g
      className="cable"
      data-up={up || undefined}
      data-held={held || undefined}
      data-cut={!cable.up || undefined}
      data-blocked={blocked || undefined}
    >
      <path className="cable-reach" d={path} />
      <CableStroke path={path} colours={colours} />
      {!far && <CableFlow cable={cable} drawing={drawing} />}
      {!far && <EndPill cable={cable} side="a" pill={drawing.pills.a} />}
      {!far && <EndPill cable={cable} side="b" pill={drawing.pills.b} />}
      {!far && <CableLabel cable={cable} drawing={drawing} />}
      {blockedA !== null && <BlockedSign end={cable.a} blocked={blockedA} at={drawing.signs.a} />}
      {blockedB !== null && <BlockedSign end={cable.b} blocked={blockedB} at={drawing.signs.b} />}
    </g>
  );
}
