/** While a drawing tool is in hand: the next drag over the drawing draws with it. */
import { type PointerEvent as ReactPointerEvent, useState } from 'react';
import type { Point } from '../../document/records/new-node';
import { t } from '../../i18n/translate';
import { pageStore } from '../../page/page-state';
import { type Gesture, hold, leave, press } from '../../ui/gestures';
import { type DrawingTool, drawBetween } from '../placing/drawing-tools';

/** The tool that draws with the next press on the drawing. */
export const useDrawTool = pageStore<{ tool: DrawingTool | null }>(() => ({ tool: null }));

function putToolAway(): void {
  useDrawTool.setState({ tool: null });
  leave(toolInHand);
}

const toolInHand: Gesture = { cancel: putToolAway };

export function takeTool(tool: DrawingTool): void {
  useDrawTool.setState({ tool });
  hold(toolInHand);
}

interface Drag {
  from: Point;
  to: Point;
}

const pointOf = ({ clientX, clientY }: Pick<PointerEvent, 'clientX' | 'clientY'>): Point => ({
  x: clientX,
  y: clientY,
});

function Preview({ tool, drag, origin }: { tool: DrawingTool; drag: Drag; origin: Point }) {
  const from = { x: drag.from.x - origin.x, y: drag.from.y - origin.y };
  const to = { x: drag.to.x - origin.x, y: drag.to.y - origin.y };
  const box = {
    x: Math.min(from.x, to.x),
    y: Math.min(from.y, to.y),
    width: Math.abs(to.x - from.x),
    height: Math.abs(to.y - from.y),
  };
  return (
    <svg className="draw-preview" aria-hidden>
      {tool === 'line' || tool === 'arrow' ? (
        <line x1={from.x} y1={from.y} x2={to.x} y2={to.y} />
      ) : tool === 'ellipse' ? (
        <ellipse
          cx={box.x + box.width / 2}
          cy={box.y + box.height / 2}
          rx={box.width / 2}
          ry={box.height / 2}
        />
      ) : (
        <rect {...box} rx={6} />
      )}
    </svg>
  );
}

function Area({ tool }: { tool: DrawingTool }) {
  const [drag, setDrag] = useState<Drag | null>(null);
  const [origin, setOrigin] = useState<Point>({ x: 0, y: 0 });
  const begin = (event: ReactPointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return putToolAway();
    event.currentTarget.setPointerCapture(event.pointerId);
    const { x, y } = event.currentTarget.getBoundingClientRect();
    const from = pointOf(event);
    const drawing: Gesture = {
      move: (moved) => setDrag({ from, to: pointOf(moved) }),
      end(released) {
        putToolAway();
        drawBetween(tool, from, pointOf(released));
      },
      cancel: putToolAway,
    };
    setOrigin({ x, y });
    setDrag({ from, to: from });
    press(drawing, from);
  };
  return (
    <div className="draw-area" onPointerDown={begin}>
      {drag !== null && <Preview tool={tool} drag={drag} origin={origin} />}
      <p className="draw-hint" role="status">
        {t('Drag over the drawing. Click for the usual size, Escape for none.')}
      </p>
    </div>
  );
}

export function DrawTool() {
  const tool = useDrawTool((state) => state.tool);
  return tool === null ? null : <Area tool={tool} />;
}
