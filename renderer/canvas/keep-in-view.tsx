/**
 * Keeps a drawing that was all in view in view when its area shrinks, as it does when the first
 * console opens below it. A drawing that was scrolled or zoomed stays where the user put it.
 */
import { useStore } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import { currentDocument } from '../document/document-store';
import { boundsOf, nodeBox, type Size } from './geometry';
import { fitDrawing } from './view-port';

type Transform = readonly [x: number, y: number, zoom: number];

function isInView([x, y, zoom]: Transform, { width, height }: Size): boolean {
  const bounds = boundsOf(Object.values(currentDocument().nodes).map((node) => nodeBox(node)));
  if (bounds === null) return false;
  const left = bounds.x * zoom + x;
  const top = bounds.y * zoom + y;
  return (
    left >= 0 &&
    top >= 0 &&
    left + bounds.width * zoom <= width &&
    top + bounds.height * zoom <= height
  );
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
    if (isInView(now.current, before.current) && !isInView(now.current, size)) fitDrawing();
    before.current = size;
  }, [width, height]);
  return null;
}
