/** The two ends of a selected line or arrow, which can be taken hold of. */
import type { PointerEvent } from 'react';
import type { ShapeNode } from '../../../shared/document/topology';
import { changeNode } from '../../document/edits/edits';
import { type LineEnds, lineBetween } from '../../document/geometry/shape-geometry';
import type { Point } from '../../document/records/new-node';
import { currentDocument, edit } from '../../document/store/document-store';
import { t } from '../../i18n/translate';
import { flowPoint } from '../viewport/view-port';

type Side = keyof LineEnds;

function commit(shape: ShapeNode, { tail, head }: LineEnds): void {
  const current = currentDocument().nodes[shape.id];
  if (current?.kind !== 'shape') return;
  const onCanvas = ({ x, y }: Point) => ({ x: x + shape.x, y: y + shape.y });
  const line = lineBetween({ tail: onCanvas(tail), head: onCanvas(head) });
  edit(t('Move end of line'), changeNode(currentDocument(), { ...current, ...line }));
}

interface Props {
  shape: ShapeNode;
  ends: LineEnds;
  /** Shows the line so until it is let go, with null. */
  hold: (ends: LineEnds | null) => void;
}

function Handle({ side, shape, ends, hold }: Props & { side: Side }) {
  const moved = (event: PointerEvent): LineEnds | null => {
    const at = flowPoint({ x: event.clientX, y: event.clientY });
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return null;
    return { ...ends, [side]: { x: at.x - shape.x, y: at.y - shape.y } };
  };
  return (
    <span
      className="line-handle nodrag nopan"
      data-side={side}
      style={{ left: ends[side].x, top: ends[side].y }}
      onPointerDown={(event) => {
        event.stopPropagation();
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event) => {
        const next = moved(event);
        if (next !== null) hold(next);
      }}
      onPointerUp={(event) => {
        const next = moved(event);
        hold(null);
        if (next !== null) commit(shape, next);
      }}
      onPointerCancel={() => hold(null)}
    />
  );
}

export function LineHandles(props: Props) {
  if (props.shape.locked === true) return null;
  return (
    <>
      <Handle {...props} side="tail" />
      <Handle {...props} side="head" />
    </>
  );
}
