/** The borders between panes, which are moved with the mouse or the arrow keys. */

import type { KeyboardEvent, PointerEvent } from 'react';
import { t } from '../../i18n/translate';
import { type Gesture, press } from '../../ui/gestures';
import { SMALLEST_SHARE } from '../tabs/dock-layout';
import { moveDivider } from '../tabs/dock-moves';
import type { Divider } from '../tabs/dock-places';

const KEY_STEP = 0.02;
const percent = (share: number) => `${share * 100}%`;

function styleOf({ direction, place, middle }: Divider) {
  return direction === 'row'
    ? {
        left: percent(place.x + middle * place.width),
        top: percent(place.y),
        height: percent(place.height),
      }
    : {
        top: percent(place.y + middle * place.height),
        left: percent(place.x),
        width: percent(place.width),
      };
}

function handleKey(event: KeyboardEvent, { path, at, direction, from, middle, to }: Divider): void {
  const share = middle - from;
  const isRow = direction === 'row';
  const shares: Record<string, number> = {
    [isRow ? 'ArrowLeft' : 'ArrowUp']: share - KEY_STEP,
    [isRow ? 'ArrowRight' : 'ArrowDown']: share + KEY_STEP,
    Home: 0,
    End: to - from,
    Enter: (to - from) / 2,
  };
  const wanted = shares[event.key];
  if (wanted === undefined) return;
  moveDivider(path, at, wanted);
  event.preventDefault();
  event.stopPropagation();
}

/** Where the pointer is in the split, as a share of it. */
function shareAt(panels: DOMRect, { direction, place }: Divider, x: number, y: number): number {
  return direction === 'row'
    ? ((x - panels.left) / panels.width - place.x) / place.width
    : ((y - panels.top) / panels.height - place.y) / place.height;
}

function drag(event: PointerEvent<HTMLHRElement>, divider: Divider): void {
  const border = event.currentTarget;
  const panels = border.parentElement?.getBoundingClientRect();
  if (event.button !== 0 || panels === undefined) return;
  event.preventDefault();
  border.focus();
  border.setPointerCapture(event.pointerId);
  const { path, at, from, middle } = divider;
  const resize: Gesture = {
    move: ({ clientX, clientY }) =>
      moveDivider(path, at, shareAt(panels, divider, clientX, clientY) - from),
    cancel: () => moveDivider(path, at, middle - from),
  };
  press(resize, { x: event.clientX, y: event.clientY });
}

export function DockDivider({ divider }: { divider: Divider }) {
  const { direction, from, middle, to } = divider;
  const both = to - from;
  const least = Math.min(SMALLEST_SHARE / both, 0.5);
  const whole = (share: number) => Math.round(share * 100);
  return (
    <hr
      className="dock-divider"
      data-direction={direction}
      style={styleOf(divider)}
      aria-orientation={direction === 'row' ? 'vertical' : 'horizontal'}
      aria-label={direction === 'row' ? t('Width of the panes') : t('Height of the panes')}
      aria-valuenow={whole((middle - from) / both)}
      aria-valuemin={whole(least)}
      aria-valuemax={whole(1 - least)}
      aria-valuetext={t('{{whole}} percent', { whole: whole((middle - from) / both) })}
      tabIndex={0}
      title={t('Drag to resize; double-click to share evenly')}
      onKeyDown={(event) => handleKey(event, divider)}
      onPointerDown={(event) => drag(event, divider)}
      onDoubleClick={() => moveDivider(divider.path, divider.at, both / 2)}
    />
  );
}
