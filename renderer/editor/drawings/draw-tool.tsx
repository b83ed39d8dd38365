/** While a drawing tool is in hand: the next drag over the drawing draws with it. */
import { type PointerEvent, useEffect, useState } from 'react';
import type { Point } from '../../document/records/new-node';
import { t } from '../../i18n/translate';
import { type DrawingTool, drawBetween, takeTool, useDrawTool } from './drawing-tools';

interface Drag {
  from: Point;
  to: Point;
}

const pointOf = ({ clientX, clientY }: PointerEvent): Point => ({ x: clientX, y: clientY });

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
  useEffect(() => {
    const letGo = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      takeTool(null);
    };
    window.addEventListener('keydown', letGo, true);
    return () => window.removeEventListener('keydown', letGo, true);
  }, []);
  const begin = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return takeTool(null);
    event.currentTarget.setPointerCapture(event.pointerId);
    const { x, y } = event.currentTarget.getBoundingClientRect();
    setOrigin({ x, y });
    setDrag({ from: pointOf(event), to: pointOf(event) });
  };
  const end = (event: PointerEvent) => {
    if (drag !== null) drawBetween(tool, drag.from, pointOf(event));
  };
  return (
    <div
      className="draw-area"
      onPointerDown={begin}
      onPointerMove={(event) => drag !== null && setDrag({ ...drag, to: pointOf(event) })}
      onPointerUp={end}
      onPointerCancel={() => takeTool(null)}
    >
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
