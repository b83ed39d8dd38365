/** Thin lines between what is dragged and what it is in line with. */
import { useStore, ViewportPortal } from '@xyflow/react';
import { useGuides } from './drag-snap';
import type { Guide } from './snapping';

const OVERHANG_PX = 8;

function styleOf({ axis, at, from, to }: Guide, pixel: number) {
  const start = from - OVERHANG_PX * pixel;
  const length = to - from + 2 * OVERHANG_PX * pixel;
  return axis === 'x'
    ? { left: at - pixel / 2, top: start, width: pixel, height: length }
    : { left: start, top: at - pixel / 2, width: length, height: pixel };
}

export function SnapLines() {
  const guides = useGuides((state) => state.guides);
  const zoom = useStore(({ transform }) => transform[2]);
  if (guides.length === 0) return null;
  return (
    <ViewportPortal>
      {guides.map((guide) => (
        <div
          key={`${guide.axis} ${guide.at} ${guide.from}`}
          className="snap-line"
          style={styleOf(guide, 1 / zoom)}
        />
      ))}
    </ViewportPortal>
  );
}
