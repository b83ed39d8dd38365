/** The cable in the hand: its way from its fixed end to the pointer, with the port that it would take. */

import { useReactFlow, ViewportPortal } from '@xyflow/react';
import { routeCable } from '../../document/cables/cable-route';
import { placeEnd } from '../../document/geometry/cable-ends';
import type { Point } from '../../document/records/new-node';
import { useDocument } from '../../document/store/document-store';
import { useCableView } from '../viewport/cable-view';
import { type CableDrag, dragText, useCableDrag } from './cable-drag';

const NOT_DRAGGED = new Map();

/** The way that the cable would take if it ended at the pointer. */
function usePath({ from, moving }: CableDrag, to: Point): { path: string; from: Point } | null {
  const { nodes, cables } = useDocument(({ document }) => document);
  const newRoute = useCableView((view) => view.newRoute);
  const fixed = placeEnd(nodes, NOT_DRAGGED, from);
  if (fixed === null) return null;
  const loose = { box: { ...to, width: 0, height: 0 }, jack: to, label: '' };
  const cable = cables[moving?.cable ?? ''] ?? { route: newRoute, points: [] };
  const [a, b] = moving?.side === 'a' ? [loose, fixed] : [fixed, loose];
  return { path: routeCable(cable, a, b).path, from: fixed.jack };
}

function Line({ drag }: { drag: CableDrag }) {
  const { screenToFlowPosition } = useReactFlow();
  const to = screenToFlowPosition(drag.pointer);
  const way = usePath(drag, to);
  if (way === null) return null;
  const { path, from } = way;
  const text = dragText(drag);
  const refused = drag.target !== null && 'refusal' in drag.target;
  return (
    <ViewportPortal>
      <svg className="drag-line" data-refused={refused || undefined} aria-hidden="true">
        <path d={path} />
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
