/** The label in the middle of a cable: its conditions, and below them the traffic on it. */
import type { Cable } from '../../shared/topology';
import { cableConditionLines, towards, withArrows } from '../document/conditions-text';
import { useShownTraffic } from '../session/traffic-store';
import { type CableDrawing, LABEL_LINE, labelBox } from './cable-geometry';

export function CableLabel({ cable, drawing }: { cable: Cable; drawing: CableDrawing }) {
  const { aToB, bToA } = useShownTraffic(cable.id);
  const way = towards(drawing.a, drawing.b);
  const conditions = cableConditionLines(cable, way);
  const rates = withArrows(aToB, bToA, way).join('  ');
  const box = labelBox(drawing, rates === '' ? conditions : [...conditions, rates]);
  if (box === null) return null;
  const { x, y, width, height, lines } = box;
  const top = -height / 2 + 2 + LABEL_LINE / 2;
  return (
    <g className="cable-label" transform={`translate(${x} ${y})`}>
      <rect x={-width / 2} y={-height / 2} width={width} height={height} rx={5} />
      {lines.map((line, index) => (
        <text
          key={line}
          className={index < conditions.length ? undefined : 'cable-rate'}
          y={top + index * LABEL_LINE}
          dy="0.35em"
        >
          {line}
        </text>
      ))}
    </g>
  );
}
