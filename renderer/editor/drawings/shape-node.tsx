/** A shape on the canvas: behind devices and cables, and hit only where it is painted. */
import { type NodeProps, NodeResizer } from '@xyflow/react';
import { memo, useState } from 'react';
import type { ShapeNode } from '../../../shared/document/topology';
import type { Size } from '../../document/geometry/geometry';
import {
  arrowHead,
  isLine,
  type LineEnds,
  lineEnds,
  linePath,
} from '../../document/geometry/shape-geometry';
import { LockMark } from '../nodes/lock-mark';
import type { ShapeFlowNode } from '../scene/flow-drawings';
import { Caption } from './caption';
import { DrawingToolbar } from './drawing-toolbar';
import { LineHandles } from './line-handles';

function Outline({ shape, size }: { shape: ShapeNode; size: Size }) {
  const { width, height } = size;
  if (shape.form === 'ellipse') {
    return (
      <ellipse
        className="shape-outline"
        cx={width / 2}
        cy={height / 2}
        rx={Math.max(0, width / 2 - 1)}
        ry={Math.max(0, height / 2 - 1)}
      />
    );
  }
  return (
    <rect
      className="shape-outline"
      x={1}
      y={1}
      width={Math.max(0, width - 2)}
      height={Math.max(0, height - 2)}
      rx={10}
    />
  );
}

function Line({ ends, isArrow }: { ends: LineEnds; isArrow: boolean }) {
  const path = linePath(ends, isArrow);
  return (
    <>
      <path className="shape-reach" d={path} />
      <path className="shape-line" d={path} />
      {isArrow && <path className="shape-head" d={arrowHead(ends)} />}
    </>
  );
}

/** Its looks, as the style sheet wants to know them. */
function looksOf({ form, colour, filled, dashed, locked }: ShapeNode) {
  return {
    className: `shape shape-${form}`,
    'data-colour': colour,
    'data-filled': filled || undefined,
    'data-dashed': dashed || undefined,
    'data-locked': locked || undefined,
  };
}

function LineView({ shape, selected, size }: { shape: ShapeNode; selected: boolean; size: Size }) {
  const [held, setHeld] = useState<LineEnds | null>(null);
  const ends = held ?? lineEnds({ ...shape, ...size });
  return (
    <div {...looksOf(shape)}>
      <svg aria-hidden>
        <Line ends={ends} isArrow={shape.form === 'arrow'} />
      </svg>
      <Caption shape={shape} />
      {selected && <LineHandles shape={shape} ends={ends} hold={setHeld} />}
    </div>
  );
}

function ShapeView({ data, selected, width, height }: NodeProps<ShapeFlowNode>) {
  const shape = data.record;
  const size = { width: width ?? shape.width, height: height ?? shape.height };
  return (
    <>
      {selected && <DrawingToolbar node={shape} />}
      <LockMark node={shape} />
      {isLine(shape) ? (
        <LineView shape={shape} selected={selected} size={size} />
      ) : (
        <div {...looksOf(shape)}>
          <svg aria-hidden>
            <Outline shape={shape} size={size} />
          </svg>
          <Caption shape={shape} />
          <NodeResizer
            isVisible={selected && shape.locked !== true}
            minWidth={16}
            minHeight={16}
            maxWidth={8000}
            maxHeight={8000}
          />
        </div>
      )}
    </>
  );
}

/** React Flow's place is on the element around it. */
export const ShapeNodeView = memo(
  ShapeView,
  (before, after) =>
    before.data.record === after.data.record &&
    before.selected === after.selected &&
    before.width === after.width &&
    before.height === after.height,
);
