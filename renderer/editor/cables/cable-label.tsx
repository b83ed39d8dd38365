/** The label in the middle of a cable: its conditions, and below them the traffic on it. */
import type { Cable } from '../../../shared/document/topology';
import { type CableLabelBox, LABEL_LINE, labelSize } from '../../document/cables/cable-labels';
import type { CableDrawing } from '../../document/cables/cable-layout';
import type { RateSpot } from '../../document/cables/rate-places';
import { towards, withArrows } from '../../document/records/conditions-text';
import { useShownTraffic } from '../../lab/traffic-store';
import { useRateSpot } from '../scene/cable-layout-store';

/** The label with traffic: below the conditions, or where there is room for it alone. */
function withRates(
  { label }: CableDrawing,
  rates: readonly string[],
  at: RateSpot | null,
): CableLabelBox | null {
  if (rates.length === 0 || at === null) return label;
  const written = at.stacked ? rates : [rates.join('  ')];
  const lines = [...(label?.lines ?? []), ...written];
  return { x: at.x, y: at.y, ...labelSize(lines), lines };
}

export function CableLabel({ cable, drawing }: { cable: Cable; drawing: CableDrawing }) {
  const { aToB, bToA } = useShownTraffic(cable.id);
  const rates = withArrows(aToB, bToA, towards(drawing.a, drawing.b));
  const box = withRates(drawing, rates, useRateSpot(cable.id));
  if (box === null) return null;
  const { x, y, width, height, lines } = box;
  const conditions = drawing.label?.lines.length ?? 0;
  const top = -height / 2 + 2 + LABEL_LINE / 2;
  return (
    <g className="cable-label" transform={`translate(${x} ${y})`}>
      <rect x={-width / 2} y={-height / 2} width={width} height={height} rx={5} />
      {lines.map((line, index) => (
        <text
          key={line}
          className={index < conditions ? undefined : 'cable-rate'}
          y={top + index * LABEL_LINE}
          dy="0.35em"
        >
          {line}
        </text>
      ))}
    </g>
  );
}
