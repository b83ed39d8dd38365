/**
 * Where a cable can be taken hold of. The grips of a cable are one path of dots, which CSS shows under
 * the pointer; only a selected cable has its points as things that keys can reach.
 */
import { useEffect, useMemo, useRef } from 'react';
import { gripsOf } from '../../document/cables/cable-grip-places';
import type { CableDrawing } from '../../document/cables/cable-layout';
import type { Point } from '../../document/records/new-node';
import { t } from '../../i18n/translate';
import { pressCable, pressKeyAtPoint, usePointFocus } from '../gestures/cable-reroute';

/** Half the side of a point's button, in pixels. */
const HALF = 7;

const dots = (places: readonly Point[]) => places.map(({ x, y }) => `M${x} ${y}h0`).join('');

function CablePoint({
  id,
  index,
  at,
  name,
}: {
  id: string;
  index: number;
  at: Point;
  name: string;
}) {
  const button = useRef<HTMLButtonElement>(null);
  const wanted = usePointFocus((focus) => focus.cable === id && focus.index === index);
  useEffect(() => {
    if (!wanted) return;
    button.current?.focus();
    usePointFocus.setState({ cable: null }, true);
  }, [wanted]);
  return (
    <foreignObject x={at.x - HALF} y={at.y - HALF} width={2 * HALF} height={2 * HALF}>
      <button
        ref={button}
        type="button"
        className="cable-point"
        aria-label={t('{{cable}}, point {{number}}', { cable: name, number: index + 1 })}
        onKeyDown={(event) => {
          if (!pressKeyAtPoint(id, index, event.key, event.shiftKey)) return;
          event.preventDefault();
          event.stopPropagation();
        }}
      />
    </foreignObject>
  );
}

export function CableGrips({
  drawing,
  selected,
  name,
}: {
  drawing: CableDrawing;
  selected: boolean;
  name: string;
}) {
  const { points, middles } = useMemo(() => gripsOf(drawing), [drawing]);
  const { id } = drawing.cable;
  const numbered = points.map((at, index) => ({ at, index }));
  return (
    <g
      className="cable-grips nodrag nopan"
      onPointerDown={(event) => {
        if (event.button === 0) pressCable(drawing, { x: event.clientX, y: event.clientY });
      }}
    >
      <path className="cable-grip-reach" d={dots([...points, ...middles])} />
      <path className="cable-middles" d={dots(middles)} />
      <path className="cable-points" d={dots(points)} />
      {selected &&
        numbered.map(({ at, index }) => (
          <CablePoint key={index} id={id} index={index} at={at} name={name} />
        ))}
    </g>
  );
}
