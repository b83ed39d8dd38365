/** The two ends of a selected line or arrow, which can be taken hold of. */
import type { PointerEvent as ReactPointerEvent } from 'react';
import type { ShapeNode } from '../../../shared/document/topology';
import { changeNode } from '../../document/edits/edits';
import { type LineEnds, lineBetween } from '../../document/geometry/shape-geometry';
import type { Point } from '../../document/records/new-node';
import { currentDocument, edit } from '../../document/store/document-store';
import { t } from '../../i18n/translate';
import { type Gesture, press } from '../../ui/gestures';
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
  const endsAt = ({ clientX, clientY }: PointerEvent): LineEnds => {
    const at = flowPoint({ x: clientX, y: clientY });
    return { ...ends, [side]: { x: at.x - shape.x, y: at.y - shape.y } };
  };
  const begin = (event: ReactPointerEvent) => {
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
    const lineEnd: Gesture = {
      move: (moved) => hold(endsAt(moved)),
      end(released) {
        hold(null);
        commit(shape, endsAt(released));
      },
      cancel: () => hold(null),
    };
    press(lineEnd, { x: event.clientX, y: event.clientY });
  };
  return (
    <span
      className="line-handle nodrag nopan"
      data-side={side}
      style={{ left: ends[side].x, top: ends[side].y }}
      onPointerDown={begin}
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
