/** The cable in the hand: a line from its fixed end to the pointer, with the port that it would take. */

import { useReactFlow, ViewportPortal } from '@xyflow/react';
import { isDevice } from '../../shared/topology';
import { useDocument } from '../document/document-store';
import type { Point } from '../document/new-node';
import { type CableDrag, dragText, useCableDrag } from './cable-drag';
import { jackCentre } from './geometry';

function useFixedPoint(drag: CableDrag): Point | null {
  const node = useDocument(({ document }) => document.nodes[drag.from.node]);
  if (!isDevice(node)) return null;
  const { x, y } = jackCentre(node, drag.from.port);
  return { x: node.x + x, y: node.y + y };
}

function Line({ drag }: { drag: CableDrag }) {
  const { screenToFlowPosition } = useReactFlow();
  const from = useFixedPoint(drag);
  if (from === null) return null;
  const to = screenToFlowPosition(drag.pointer);
  const text = dragText(drag);
  const refused = drag.target !== null && 'refusal' in drag.target;
  return (
    <ViewportPortal>
      <svg className="drag-line" data-refused={refused || undefined} aria-hidden="true">
        <path d={`M${from.x} ${from.y}L${to.x} ${to.y}`} />
        <circle cx={from.x} cy={from.y} r={5} />
        <circle cx={to.x} cy={to.y} r={5} />
      </svg>
      {text !== null && (
        <div
          className="drag-label"
          role="status"
          data-refused={refused || undefined}
          style={{ transform: `translate(${to.x + 14}px, ${to.y + 14}px)` }}
        >
          {text}
        </div>
      )}
    </ViewportPortal>
  );
}

export function CableDragLine() {
  const drag = useCableDrag((state) => state.drag);
  return drag === null ? null : <Line drag={drag} />;
}
