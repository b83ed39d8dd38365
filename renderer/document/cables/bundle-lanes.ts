/** The lanes of all bundles of a drawing, built on those that they had before. Pure. */
import type { Cable } from '../../../shared/document/topology';
import type { CableEnds } from '../geometry/cable-ends';
import { type CableBundles, lanesOf } from './cable-lanes';
import { type Lane, routePoints } from './cable-route';

/** The lanes of a bundle, and the ends that they were found for. */
export interface KnownLanes {
  ends: readonly CableEnds[];
  lanes: ReadonlyMap<string, Lane>;
}

/** The lane of one end order, for a cable that goes the other way. */
function turned({ aside, between }: Lane, { route }: Cable): Lane {
  const other = route === 'curved' ? -aside : aside;
  return between === undefined
    ? { aside: other }
    : { aside: other, between: [between[1], between[0]] };
}

function lanesOfBundle(bundle: readonly Cable[], ends: ReadonlyMap<string, CableEnds>) {
  const lanes = new Map<string, Lane>();
  const first = bundle[0]!;
  const isTurned = (cable: Cable) => cable.a.node !== first.a.node;
  const lain = bundle.flatMap((cable) => {
    const end = ends.get(cable.id);
    // The one whose first point is being drawn out of it has left the bundle.
    if (end === undefined || routePoints(end.record).length > 0) return [];
    return [isTurned(cable) ? { id: cable.id, a: end.b, b: end.a } : { id: cable.id, ...end }];
  });
  if (lain.length < 2) return lanes;
  const found = lanesOf(lain, first.route === 'straight');
  for (const cable of bundle) {
    const lane = found.get(cable.id);
    if (lane !== undefined) lanes.set(cable.id, isTurned(cable) ? turned(lane, cable) : lane);
  }
  return lanes;
}

/** Whether the ends of a bundle are those that its lanes were found for. */
function sameEnds(
  bundle: readonly Cable[],
  ends: ReadonlyMap<string, CableEnds>,
  known: KnownLanes,
) {
  let at = 0;
  for (const { id } of bundle) {
    const end = ends.get(id);
    if (end !== undefined && known.ends[at++] !== end) return false;
  }
  return at === known.ends.length;
}

/** The lanes of all cables that have company; those of a bundle that stands still are kept. */
export function findLanes(
  bundles: CableBundles,
  ends: ReadonlyMap<string, CableEnds>,
  before: ReadonlyMap<readonly Cable[], KnownLanes>,
): Map<readonly Cable[], KnownLanes> {
  const found = new Map<readonly Cable[], KnownLanes>();
  for (const bundle of bundles.all) {
    const known = before.get(bundle);
    if (known !== undefined && sameEnds(bundle, ends, known)) {
      found.set(bundle, known);
      continue;
    }
    const own = bundle.map(({ id }) => ends.get(id)).filter((end) => end !== undefined);
    found.set(bundle, { ends: own, lanes: lanesOfBundle(bundle, ends) });
  }
  return found;
}
