/** The edge of a panel, by which it is made wider and narrower: with the mouse or the arrow keys. */
import type { KeyboardEvent, PointerEvent } from 'react';
import { type Gesture, leave, press } from './gestures';

const KEY_STEP = 16;
/** Dragged so far below its smallest width, in pixels, a panel folds. */
const FOLDS_BELOW = 48;

export interface PanelEdgeProps {
  label: string;
  /** Of the panel, in pixels. */
  width: number;
  least: number;
  most: number;
  /** Which edge of its panel it is. */
  side: 'left' | 'right';
  setWidth: (width: number) => void;
  /** Folds the panel. */
  fold: () => void;
}

export function PanelEdge({ label, width, least, most, side, setWidth, fold }: PanelEdgeProps) {
  const wider = side === 'right' ? 1 : -1;
  const set = (wanted: number) => setWidth(Math.round(Math.max(least, Math.min(most, wanted))));
  const pressKey = (event: KeyboardEvent) => {
    const widths: Record<string, number> = {
      ArrowRight: width + wider * KEY_STEP,
      ArrowLeft: width - wider * KEY_STEP,
      Home: least,
      End: most,
    };
    const wanted = widths[event.key];
    if (event.key === 'Enter') fold();
    else if (wanted !== undefined) set(wanted);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const drag = (event: PointerEvent<HTMLHRElement>) => {
    if (event.button !== 0) return;
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    const from = event.clientX - wider * width;
    const resize: Gesture = {
      move({ clientX }) {
        const wanted = wider * (clientX - from);
        if (wanted >= least - FOLDS_BELOW) {
          set(wanted);
          return;
        }
        leave(resize);
        fold();
      },
      cancel: () => set(width),
    };
    press(resize, { x: event.clientX, y: event.clientY });
  };
  return (
    <hr
      className="panel-edge"
      data-side={side}
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={width}
      aria-valuemin={least}
      aria-valuemax={most}
      tabIndex={0}
      onKeyDown={pressKey}
      onPointerDown={drag}
      onDoubleClick={fold}
    />
  );
}
