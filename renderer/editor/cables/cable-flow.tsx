/**
 * Traffic on a cable: beads that move along it, one row for each direction, faster with more of it. CSS
 * moves them; React draws only when the class of a direction's rate changes.
 */
import { useMemo } from 'react';
import type { Cable } from '../../../shared/document/topology';
import type { CableDrawing } from '../../document/cables/cable-layout';
import { beside, pathOf, reversed } from '../../document/geometry/polyline';
import { useTraffic } from '../../lab/traffic-store';

/** How far a row of beads is from the middle of the line. */
const ASIDE = 3.5;

function Beads({ line, back, rate }: { line: CableDrawing['line']; back: boolean; rate: number }) {
  const path = useMemo(() => pathOf(beside(back ? reversed(line) : line, ASIDE)), [line, back]);
  return <path className="cable-flow" data-rate={rate} d={path} />;
}

export function CableFlow({ cable, drawing }: { cable: Cable; drawing: CableDrawing }) {
  const ahead = useTraffic(({ cables }) => cables.get(cable.id)?.classAToB ?? 0);
  const back = useTraffic(({ cables }) => cables.get(cable.id)?.classBToA ?? 0);
  return (
    <>
      {ahead > 0 && <Beads line={drawing.line} back={false} rate={ahead} />}
      {back > 0 && <Beads line={drawing.line} back rate={back} />}
    </>
  );
}
