/** Rules about cables: where their ends are, and what they join. */

import {
  type Cable,
  type CableEnd,
  hasPort,
  isDevice,
  isSwitch,
  nameOf,
  portLabel,
  type TopologyDocument,
  vlansOfPort,
} from '../document/topology';
import type { Finding } from '../failure/finding';
import { isTamed, type SwitchLoop, switchLoops } from './switch-loops';

function endFinding(document: TopologyDocument, cable: Cable, side: 'a' | 'b'): Finding | null {
  const end = cable[side];
  const at = { severity: 'error', record: cable.id, field: side } as const;
  const node = document.nodes[end.node];
  if (node === undefined) {
    return {
      ...at,
      message: `The cable "${cable.id}" leads to "${end.node}", which is not in the drawing.`,
      next: 'Remove the cable, or draw it anew.',
    };
  }
  if (!isDevice(node)) {
    return {
      ...at,
      message: `The cable "${cable.id}" leads to a ${node.kind}.`,
      next: `Remove the cable: a ${node.kind} has no ports.`,
    };
  }
  if (hasPort(node, end.port)) return null;
  return {
    ...at,
    message: `The cable "${cable.id}" is in ${portLabel(node, end.port)} of ${nameOf(node)}, which has no such port.`,
    next: isSwitch(node)
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
        next: 'Move one end to another port, or remove the cable.',
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
          next: 'Move one of them to a free port.',
        });
      }
    }
  }
  return findings;
}

/** Where a cable between switches ends: `sw1 port 6`. */
function endText({ nodes }: TopologyDocument, { node, port }: CableEnd): string {
  return `${nameOf(nodes[node]!)} port ${port}`;
}

/** `sw1, sw2 and sw3`. */
function listed(names: readonly string[]): string {
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`;
}

const MOST_NAMES = 5;

function loopFix({ switches }: SwitchLoop): string {
  const without = switches.filter((node) => node.kind === 'switch' && !node.fstp).map(nameOf);
  if (without.length === 0) return 'Remove one cable of the loop: hubs have no spanning tree.';
  const named =
    without.length > MOST_NAMES ? `its ${without.length} switches without it` : listed(without);
  return `Turn the spanning tree on for ${named}, or remove one cable of the loop.`;
}

/** Cables that close a loop in which nothing stops a broadcast from going round and round. */
function loopFindings(document: TopologyDocument): Finding[] {
  const wild = switchLoops(document).filter((loop) => !isTamed(loop));
  const ofHubs = switchLoops(document, ({ kind }) => kind === 'hub');
  const closing = new Map<Cable, SwitchLoop>();
  for (const loop of [...wild, ...ofHubs]) {
    for (const cable of loop.closing) if (!closing.has(cable)) closing.set(cable, loop);
  }
  return [...closing].map(([{ id, a, b }, loop]) => ({
    severity: 'warning',
    record: id,
    message: `The cable from ${endText(document, a)} to ${endText(document, b)} closes a loop; broadcasts would circle in it.`,
    next: loopFix(loop),
  }));
}

/** A cable between switches whose ends put frames without a tag into different VLANs. */
function mixFinding(document: TopologyDocument, { id, a, b, up }: Cable): Finding | null {
  const [one, other] = [document.nodes[a.node], document.nodes[b.node]];
  if (!up || one?.kind !== 'switch' || other?.kind !== 'switch') return null;
  const [first, second] = [vlansOfPort(one, a.port).untagged, vlansOfPort(other, b.port).untagged];
  if (first === null || second === null || first === second) return null;
  return {
    severity: 'warning',
    record: id,
    message: `The cable from ${endText(document, a)} to ${endText(document, b)} mixes VLANs: frames without a tag are in VLAN ${first} on ${nameOf(one)} and in VLAN ${second} on ${nameOf(other)}.`,
    next: 'Give both ports the same untagged VLAN, or make both trunks without one.',
  };
}

/** All that is wrong with the document's cables. */
export function cableFindings(document: TopologyDocument): Finding[] {
  const cables = Object.values(document.cables);
  const ends = cables.flatMap((cable) =>
    (['a', 'b'] as const).flatMap((side) => endFinding(document, cable, side) ?? []),
  );
  const mixed = cables.flatMap((cable) => mixFinding(document, cable) ?? []);
  return [...ends, ...sharingFindings(document, cables), ...loopFindings(document), ...mixed];
}
