/** The dock's upper edge, by which it is made higher and lower: with the mouse or the arrow keys. */

import type { KeyboardEvent, PointerEvent } from 'react';
import { t } from '../../i18n/translate';
import { type Gesture, press } from '../../ui/gestures';
import { MIN_HEIGHT, setDockHeight, toggleDock, useConsoles } from '../tabs/console-store';

const KEY_STEP = 24;
/** So much of the window stays for the canvas. */
export const CANVAS_HEIGHT = 220;

function mostHeight(): number {
  return Math.max(MIN_HEIGHT, window.innerHeight - CANVAS_HEIGHT);
}

function handleKey(event: KeyboardEvent): void {
  const { height } = useConsoles.getState();
  const heights: Record<string, number> = {
    ArrowUp: height + KEY_STEP,
    ArrowDown: height - KEY_STEP,
    Home: MIN_HEIGHT,
    End: mostHeight(),
  };
  const wanted = heights[event.key];
  if (event.key === 'Enter') toggleDock();
  else if (wanted !== undefined) setDockHeight(wanted, mostHeight());
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function drag(event: PointerEvent<HTMLHRElement>): void {
  if (event.button !== 0) return;
  event.preventDefault();
  event.currentTarget.setPointerCapture(event.pointerId);
  const { height } = useConsoles.getState();
  const bottom = event.clientY + height;
  const resize: Gesture = {
    move: ({ clientY }) => setDockHeight(bottom - clientY, mostHeight()),
    cancel: () => setDockHeight(height, mostHeight()),
  };
  press(resize, { x: event.clientX, y: event.clientY });
}

export function DockEdge() {
  const height = useConsoles((state) => state.height);
  return (
    <hr
      className="console-edge"
      aria-orientation="horizontal"
      aria-label={t('Height of the consoles')}
      aria-valuenow={height}
      aria-valuemin={MIN_HEIGHT}
      aria-valuemax={mostHeight()}
      tabIndex={0}
      onKeyDown={handleKey}
      onPointerDown={drag}
      onDoubleClick={toggleDock}
    />
  );
}
