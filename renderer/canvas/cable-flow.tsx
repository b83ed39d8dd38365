/**
 * Traffic on a cable: beads that move along it, one row for each direction, faster with more of it. CSS
 * moves them; React draws only when the class of a direction's rate changes.
 */
import type { Cable } from '../../shared/topology';
import { useShownTraffic } from '../session/traffic-store';
import type { CableDrawing } from './cable-geometry';

/** How far a row of beads is from the middle of the line. */
const ASIDE = 3.5;

function Beads({ drawing, back, rate }: { drawing: CableDrawing; back: boolean; rate: number }) {
  if (rate === 0) return null;
  const [from, to] = back ? [drawing.b, drawing.a] : [drawing.a, drawing.b];
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const x = (-(to.y - from.y) / length) * ASIDE;
  const y = ((to.x - from.x) / length) * ASIDE;
  const path = `M${from.x + x} ${from.y + y}L${to.x + x} ${to.y + y}`;
  return <path className="cable-flow" data-rate={rate} d={path} />;
}

export function CableFlow({ cable, drawing }: { cable: Cable; drawing: CableDrawing }) {
  const { classAToB, classBToA } = useShownTraffic(cable.id);
  return (
    <>
      <Beads drawing={drawing} back={false} rate={classAToB} />
      <Beads drawing={drawing} back rate={classBToA} />
    </>
  );
}
