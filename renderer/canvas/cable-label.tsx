/** The label in the middle of a cable: its conditions, and below them the traffic on it. */
import type { Cable } from '../../shared/topology';
import { towards, withArrows } from '../document/conditions-text';
import { useShownTraffic } from '../session/traffic-store';
import { type CableLabelBox, LABEL_LINE, labelSize, placeLabel } from './cable-labels';
import type { CableDrawing } from './cable-layout';
import { useCableLayout } from './cable-layout-store';

/** Rates change every second: their label is as wide as the widest, so that it stays where it is. */
const WIDEST_RATE = '→ 999 Mbit/s  ← 999 Mbit/s';

/** The label with traffic: below the conditions, or where there is room for it alone. */
function withRates(drawing: CableDrawing, rates: string): CableLabelBox | null {
  const { label, line, visible } = drawing;
  if (rates === '') return label;
  if (label === null) {
    const { taken } = useCableLayout.getState();
    const { x, y } = placeLabel(line, visible, [WIDEST_RATE], taken).label;
    return { x, y, ...labelSize([rates]), lines: [rates] };
  }
  const lines = [...label.lines, rates];
  const size = labelSize(lines);
  return { x: label.x, y: label.y + (size.height - label.height) / 2, ...size, lines };
}

export function CableLabel({ cable, drawing }: { cable: Cable; drawing: CableDrawing }) {
  const { aToB, bToA } = useShownTraffic(cable.id);
  const rates = withArrows(aToB, bToA, towards(drawing.a, drawing.b)).join('  ');
  const box = withRates(drawing, rates);
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
