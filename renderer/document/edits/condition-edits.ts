/** Edits of what a cable does to frames. Pure, as everything in edits.ts. */
import { type Conditions, perfectConditions } from '../../../shared/document/cable-conditions';
import { type DocumentDiff, emptyDiff } from '../../../shared/document/document-diff';
import type { Cable, TopologyDocument } from '../../../shared/document/topology';
import { isPerfect } from '../records/conditions-text';

/** One direction, or both at once. */
export type Direction = 'aToB' | 'bToA' | 'both';

/** Changes fields of a cable. Conditions that change nothing are kept as null. */
export function changeCable(
  document: TopologyDocument,
  id: string,
  change: Partial<Pick<Cable, 'up' | 'aToB' | 'bToA'>>,
): DocumentDiff {
  const diff = emptyDiff();
  const cable = document.cables[id];
  if (cable === undefined) return diff;
  const changed: Cable = { ...cable, ...change };
  for (const side of ['aToB', 'bToA'] as const) {
    const conditions = changed[side];
    if (conditions !== null && isPerfect(conditions)) changed[side] = null;
  }
  if (JSON.stringify(cable) !== JSON.stringify(changed)) diff.cables.updated.push([cable, changed]);
  return diff;
}

/** Changes some conditions of one direction or of both; the others of that direction stay. */
export function changeConditions(
  document: TopologyDocument,
  id: string,
  direction: Direction,
  change: Partial<Conditions>,
): DocumentDiff {
  const cable = document.cables[id];
  if (cable === undefined) return emptyDiff();
  // Both alike follow the first direction: it is the one that the form shows.
  const base = direction === 'bToA' ? cable.bToA : cable.aToB;
  const conditions = { ...(base ?? perfectConditions), ...change };
  return changeCable(document, id, {
    ...(direction !== 'bToA' && { aToB: conditions }),
    ...(direction !== 'aToB' && { bToA: conditions }),
  });
}
