/** A picture on the canvas, behind devices and cables. */
import { type NodeProps, NodeResizer } from '@xyflow/react';
import { memo } from 'react';
import { LockMark } from '../nodes/lock-mark';
import type { PictureFlowNode } from '../scene/flow-drawings';

function PictureView({ data, selected }: NodeProps<PictureFlowNode>) {
  const { source, text, opacity, locked } = data.record;
  return (
    <div className="picture" data-locked={locked || undefined}>
      <img src={source} alt={text} draggable={false} style={{ opacity: opacity / 100 }} />
      <LockMark node={data.record} />
      <NodeResizer
        isVisible={selected && locked !== true}
        keepAspectRatio
        minWidth={8}
        minHeight={8}
        maxWidth={8000}
        maxHeight={8000}
      />
    </div>
  );
}

/** React Flow's place and size are on the element around it. */
export const PictureNodeView = memo(
  PictureView,
  (before, after) => before.data.record === after.data.record && before.selected === after.selected,
);
