/**
 * What runs on a cable, as the drawing shows it. It is one text for each cable, so that of thousands of
 * them only those are drawn anew of which something changed.
 */
import { useMemo } from 'react';
import type { LabStatus } from '../../../shared/contract/service';
import type { Cable, CableEnd } from '../../../shared/document/topology';
import type { CableSide } from '../../document/edits/cable-edits';
import { useLab } from '../../lab/lab-store';
import { type BlockedPort, blockedPort } from '../../lab/spanning-tree';

/** The carrier at one end: `off` while its node does not run. */
export type Carrier = 'up' | 'down' | 'off';

export interface EndState {
  carrier: Carrier;
  /** Null if frames may pass. */
  blocked: BlockedPort | null;
}

/** What a spanning tree blocks at an end; null where it lets frames pass, or where there is none. */
function blockedAt({ nodes }: LabStatus, { node, port }: CableEnd): BlockedPort | null {
  const trees = nodes[node]?.trees;
  return trees === undefined || trees.length === 0 ? null : blockedPort(trees, port);
}

function endState(lab: LabStatus, cable: Cable, side: CableSide): EndState {
  const end = cable[side];
  const up = lab.cables[cable.id]?.[side] === true;
  const carrier = lab.nodes[end.node]?.state !== 'running' ? 'off' : up ? 'up' : 'down';
  return { carrier, blocked: blockedAt(lab, end) };
}

/** Whether frames can pass: carrier at both ends. */
export function isUp({ nodes, cables }: LabStatus, { id, a, b }: Cable): boolean {
  const carrier = cables[id];
  if (carrier?.a !== true || carrier.b !== true) return false;
  return nodes[a.node]?.state === 'running' && nodes[b.node]?.state === 'running';
}

/** Whether a spanning tree blocks all of it at one end. */
export function isBlocked(lab: LabStatus, cable: Cable): boolean {
  return [cable.a, cable.b].some((end) => blockedAt(lab, end)?.whole === true);
}

const QUIET = '{"a":{"carrier":"off","blocked":null},"b":{"carrier":"off","blocked":null}}';

function stateText(lab: LabStatus, cable: Cable): string {
  if (lab.nodes[cable.a.node] === undefined && lab.nodes[cable.b.node] === undefined) return QUIET;
  return JSON.stringify({ a: endState(lab, cable, 'a'), b: endState(lab, cable, 'b') });
}

export function useCableState(cable: Cable): Record<CableSide, EndState> {
  const text = useLab((lab) => stateText(lab, cable));
  return useMemo(() => JSON.parse(text) as Record<CableSide, EndState>, [text]);
}
