/** Edits of how cables are drawn: their ways, the points that they are led through, their labels. Pure. */
import { type DocumentDiff, emptyDiff } from '../../../shared/document/document-diff';
import type { Cable, TopologyDocument } from '../../../shared/document/topology';
import { movedPoints, withPoints } from '../cables/cable-route';
import type { Point } from '../records/new-node';

export type CableRouteKind = Cable['route'];

function changeCables(
  document: TopologyDocument,
  ids: Iterable<string>,
  change: (cable: Cable) => Cable,
): DocumentDiff {
  const diff = emptyDiff();
  for (const id of ids) {
    const cable = document.cables[id];
    if (cable === undefined) continue;
    const changed = change(cable);
    if (JSON.stringify(changed) !== JSON.stringify(cable))
      diff.cables.updated.push([cable, changed]);
  }
  return diff;
}

/** Draws cables another way. A straight one has no points any more; the other ways keep them. */
export function routeCables(
  document: TopologyDocument,
  ids: Iterable<string>,
  route: CableRouteKind,
): DocumentDiff {
  return changeCables(document, ids, (cable) => ({
    ...cable,
    route,
    points: route === 'straight' ? [] : cable.points,
  }));
}

/** Shows or hides the port labels of cables. */
export function labelCables(
  document: TopologyDocument,
  ids: Iterable<string>,
  labels: boolean,
): DocumentDiff {
  return changeCables(document, ids, (cable) => ({ ...cable, labels }));
}

/** Leads a cable through other points, in whole pixels; as many as a cable may have. */
export function changePoints(
  document: TopologyDocument,
  id: string,
  points: readonly Point[],
): DocumentDiff {
  return changeCables(document, [id], (cable) => withPoints(cable, points));
}

/** Takes all points of cables away. */
export function clearPoints(document: TopologyDocument, ids: Iterable<string>): DocumentDiff {
  return changeCables(document, ids, (cable) => ({ ...cable, points: [] }));
}

/** The cables that change because nodes move, beside those nodes in one diff. */
export function movePoints(
  document: TopologyDocument,
  moved: DocumentDiff['nodes']['updated'],
): DocumentDiff['cables']['updated'] {
  const shifts = new Map(
    moved.map(([from, to]) => [from.id, { x: to.x - from.x, y: to.y - from.y }]),
  );
  const updated: DocumentDiff['cables']['updated'] = [];
  if (shifts.size < 2) return updated;
  for (const cable of Object.values(document.cables)) {
    if (cable.points.length === 0) continue;
    const [a, b] = [shifts.get(cable.a.node), shifts.get(cable.b.node)];
    const after = movedPoints(cable, a ?? null, b ?? null);
    if (after !== cable) updated.push([cable, after]);
  }
  return updated;
}

/** Beside what a diff of moved nodes does already: cables of those nodes without the points that stayed behind. */
export function dropStrayPoints(
  document: TopologyDocument,
  { nodes, cables }: DocumentDiff,
): DocumentDiff['cables']['updated'] {
  const moved = new Set(nodes.updated.map(([{ id }]) => id));
  const kept = new Set(cables.updated.map(([{ id }]) => id));
  return Object.values(document.cables)
    .filter(({ id, a, b, points }) => {
      return points.length > 0 && !kept.has(id) && (moved.has(a.node) || moved.has(b.node));
    })
    .map((cable) => [cable, { ...cable, points: [] }]);
}
