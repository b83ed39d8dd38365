/**
 * What runs on a cable, as the drawing shows it. It is one text for each cable, so that of thousands of
 * them only those are drawn anew of which something changed.
 */
import { useMemo } from 'react';
import type { LabStatus } from '../../shared/service';
import type { Cable } from '../../shared/topology';
import type { CableSide } from '../document/cable-edits';
import { useLab } from '../session/lab-store';
import { type BlockedPort, blockedPort } from '../session/spanning-tree';

/** The carrier at one end: `off` while its node does not run. */
export type Carrier = 'up' | 'down' | 'off';

export interface EndState {
  carrier: Carrier;
  /** Null if frames may pass. */
  blocked: BlockedPort | null;
}

const NO_TREES: LabStatus['nodes'][string]['trees'] = [];

function endState({ nodes, cables }: LabStatus, cable: Cable, side: CableSide): EndState {
  const { node, port } = cable[side];
  const status = nodes[node];
  const up = cables[cable.id]?.[side] === true;
  const carrier = status?.state !== 'running' ? 'off' : up ? 'up' : 'down';
  const trees = status?.trees ?? NO_TREES;
  return { carrier, blocked: trees.length === 0 ? null : blockedPort(trees, port) };
}

/** Whether frames can pass: carrier at both ends. */
export function isUp({ nodes, cables }: LabStatus, { id, a, b }: Cable): boolean {
  const carrier = cables[id];
  if (carrier?.a !== true || carrier.b !== true) return false;
  return nodes[a.node]?.state === 'running' && nodes[b.node]?.state === 'running';
}

/** Whether a spanning tree blocks all of it at one end. */
export function isBlocked(lab: LabStatus, cable: Cable): boolean {
  const blocks = ({ node, port }: Cable['a']) => {
    const trees = lab.nodes[node]?.trees ?? NO_TREES;
    return trees.length > 0 && blockedPort(trees, port)?.whole === true;
  };
  return blocks(cable.a) || blocks(cable.b);
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
