/**
 * Keeps a drawing that was all in view in view when its area shrinks, as it does when the first
 * console opens below it, and gives it the room back when the area grows again. A drawing that was
 * scrolled or zoomed stays where the user put it.
 */
import { useStore } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import { boundsOf, isInView, type Size } from '../../document/geometry/geometry';
import { shownBoxes } from '../../document/geometry/group-frame';
import { currentDocument } from '../../document/store/document-store';
import { fitDrawing, isFitted } from '../viewport/view-port';

type Transform = readonly [x: number, y: number, zoom: number];

function isDrawingInView(transform: Transform, size: Size): boolean {
  const bounds = boundsOf(shownBoxes(currentDocument().nodes));
  return bounds !== null && isInView(bounds, transform, size);
}

export function KeepInView() {
  const width = useStore((store) => store.width);
  const height = useStore((store) => store.height);
  const transform = useStore((store) => store.transform);
  const before = useRef<Size>({ width, height });
  const now = useRef<Transform>(transform);
  now.current = transform;
  useEffect(() => {
    const size = { width, height };
    const lost =
      isDrawingInView(now.current, before.current) && !isDrawingInView(now.current, size);
    if (isFitted() || lost) fitDrawing();
    before.current = size;
  }, [width, height]);
  return null;
}
