/** Rules about cables: where their ends are, and what they join. */
import type { Finding } from './finding';
import {
  type Cable,
  type CableEnd,
  isSwitch,
  nameOf,
  portLabel,
  type TopologyDocument,
  type TopologyNode,
} from './topology';

function hasPort(node: TopologyNode, port: number): boolean {
  switch (node.kind) {
    case 'switch':
    case 'hub':
      return port >= 1 && port <= node.ports;
    case 'pc':
    case 'qemu':
    case 'uml':
      return port < node.cards.length;
    case 'tap':
    case 'plug':
      return port === 0;
    case 'note':
      return false;
  }
}

function endFinding(document: TopologyDocument, cable: Cable, side: 'a' | 'b'): Finding | null {
  const end = cable[side];
  const at = { severity: 'error', record: cable.id, field: side } as const;
  const node = document.nodes[end.node];
  if (node === undefined) {
    return {
      ...at,
      message: `The cable "${cable.id}" leads to "${end.node}", which is not in the drawing.`,
      mend: 'Remove the cable, or draw it anew.',
    };
  }
  if (node.kind === 'note') {
    return {
      ...at,
      message: `The cable "${cable.id}" leads to a note.`,
      mend: 'Remove the cable: notes have no ports.',
    };
  }
  if (hasPort(node, end.port)) return null;
  return {
    ...at,
    message: `The cable "${cable.id}" is in ${portLabel(node, end.port)} of ${nameOf(node)}, which has no such port.`,
    mend: isSwitch(node)
      ? `Give ${nameOf(node)} at least ${end.port} ports (they count from 1), or move the cable.`
      : `Add a card to ${nameOf(node)}, or move the cable.`,
  };
}

const keyOf = (end: CableEnd) => `${end.node}:${end.port}`;

/** Cables that share a port with an earlier one, or with their own other end. */
function sharingFindings(document: TopologyDocument, cables: readonly Cable[]): Finding[] {
  const taken = new Map<string, string>();
  const findings: Finding[] = [];
  for (const cable of cables) {
    const at = { severity: 'error', record: cable.id, field: 'b' } as const;
    if (keyOf(cable.a) === keyOf(cable.b)) {
      findings.push({
        ...at,
        message: `The cable "${cable.id}" has both ends in one port.`,
        mend: 'Move one end to another port, or remove the cable.',
      });
    }
    for (const side of ['a', 'b'] as const) {
      const end = cable[side];
      const other = taken.get(keyOf(end));
      const node = document.nodes[end.node];
      if (other === undefined) taken.set(keyOf(end), cable.id);
      else if (other !== cable.id && node !== undefined) {
        findings.push({
          ...at,
          field: side,
          message: `Two cables are in ${portLabel(node, end.port)} of ${nameOf(node)}: "${other}" and "${cable.id}".`,
          mend: 'Move one of them to a free port.',
        });
      }
    }
  }
  return findings;
}

/** The representative of a switch's connected component; flattens the way that it went. */
function rootOf(parents: Map<string, string>, id: string): string {
  let root = id;
  for (let up = parents.get(root); up !== undefined; up = parents.get(root)) root = up;
  for (let at = id; at !== root; ) {
    const next = parents.get(at)!;
    parents.set(at, root);
    at = next;
  }
  return root;
}

/** Cables that close a loop of switches: a broadcast would go round and round. */
function loopFindings(document: TopologyDocument, cables: readonly Cable[]): Finding[] {
  const parents = new Map<string, string>();
  const findings: Finding[] = [];
  for (const cable of cables) {
    const a = document.nodes[cable.a.node];
    const b = document.nodes[cable.b.node];
    if (a === undefined || b === undefined || !isSwitch(a) || !isSwitch(b)) continue;
    const roots = [rootOf(parents, a.id), rootOf(parents, b.id)] as const;
    if (roots[0] !== roots[1]) parents.set(roots[0], roots[1]);
    else {
      findings.push({
        severity: 'warning',
        record: cable.id,
        message: `The cable "${cable.id}" between ${nameOf(a)} and ${nameOf(b)} closes a loop; broadcasts would circle in it.`,
        mend: 'Remove one cable of the loop: the built-in switches have no spanning tree yet.',
      });
    }
  }
  return findings;
}

/** All that is wrong with the document's cables. */
export function cableFindings(document: TopologyDocument): Finding[] {
  const cables = Object.values(document.cables);
  const ends = cables.flatMap((cable) =>
    (['a', 'b'] as const).flatMap((side) => endFinding(document, cable, side) ?? []),
  );
  return [...ends, ...sharingFindings(document, cables), ...loopFindings(document, cables)];
}
