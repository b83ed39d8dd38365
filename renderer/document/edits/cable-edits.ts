/** Edits of cables, and why a port refuses one. Pure, as everything in edits.ts. */

import { type DocumentDiff, emptyDiff } from '../../../shared/document/document-diff';
import {
  type Cable,
  type CableEnd,
  isDevice,
  nameOf,
  perfectCable,
  portLabel,
  portsOf,
  type TopologyDocument,
  type TopologyNode,
} from '../../../shared/document/topology';
import { t } from '../../i18n/translate';
import { newId } from '../records/new-node';
import { cableOn, freePorts, type Guests } from '../records/ports';

export type CableSide = 'a' | 'b';

/** Where a cable would go, or why it cannot. */
export type PortChoice =
  | { end: CableEnd }
  | { refusal: string /** Because of somebody who is not drawn. */; isGuest?: true };

/** `sw1 port 3` or `pc1 eth0`. */
export function portName(node: TopologyNode, port: number): string {
  const [name, label] = [nameOf(node), portLabel(node, port)];
  const isSwitch = node.kind === 'switch' || node.kind === 'hub';
  return isSwitch ? t('{{name}} port {{port}}', { name, port: label }) : `${name} ${label}`;
}

/** As labels and messages call an end of a cable. */
export function endName(document: TopologyDocument, end: CableEnd): string {
  const node = document.nodes[end.node];
  return node === undefined ? end.node : portName(node, end.port);
}

/** `sw1 port 1 is taken: vdens: user=root pid=7`. */
export function guestText(document: TopologyDocument, end: CableEnd, who: string): string {
  return t('{{name}} is taken: {{who}}', { name: endName(document, end), who });
}

/**
 * The end that a cable dropped on a node gets: the port it was dropped on, or the node's lowest free
 * one when `port` is null.
 *
 * @param from the cable's other end, which may not be on the same node
 * @param guests who has ports without a cable
 * @param moving the cable whose end is being moved; its own port does not count as taken
 */
export function choosePort(
  document: TopologyDocument,
  node: string,
  port: number | null,
  from: CableEnd,
  guests: Guests,
  moving?: string,
): PortChoice {
  const target = document.nodes[node];
  if (target === undefined || !isDevice(target)) return { refusal: t('Notes take no cables') };
  if (node === from.node) return { refusal: t('A cable joins two different nodes') };
  if (port !== null) {
    const end = { node, port };
    if (!portsOf(target).includes(port))
      return { refusal: t('No such port on {{name}}', { name: target.name }) };
    const taken = cableOn(document, end);
    if (taken !== undefined && taken !== moving) {
      return { refusal: t('{{name}} is taken', { name: endName(document, end) }) };
    }
    const who = taken === undefined ? guests(end) : null;
    if (who !== null) return { refusal: guestText(document, end, who), isGuest: true };
    return { end };
  }
  const free = freePorts(document, target, guests)[0];
  if (free === undefined) return { refusal: t('{{name}} has no free port', { name: target.name }) };
  return { end: { node, port: free } };
}

/** Joins two free ports. @param route how the cable is drawn */
export function addCable(
  document: TopologyDocument,
  a: CableEnd,
  b: CableEnd,
  random: () => number = Math.random,
  route: Cable['route'] = 'straight',
): { diff: DocumentDiff; id: string } {
  const diff = emptyDiff();
  const id = newId('cable', random);
  const refused = [a, b].some(
    (end) => document.nodes[end.node] === undefined || cableOn(document, end),
  );
  if (!refused && a.node !== b.node) diff.cables.added.push({ id, a, b, ...perfectCable, route });
  return { diff, id };
}

/** Moves one end of a cable to another port: one change of the same cable. */
export function moveCableEnd(
  document: TopologyDocument,
  id: string,
  side: CableSide,
  end: CableEnd,
): DocumentDiff {
  const diff = emptyDiff();
  const cable = document.cables[id];
  if (cable === undefined) return diff;
  const moved: Cable = { ...cable, [side]: end };
  const same = cable[side].node === end.node && cable[side].port === end.port;
  const taken = cableOn(document, end);
  if (same || moved.a.node === moved.b.node || (taken !== undefined && taken !== id)) return diff;
  diff.cables.updated.push([cable, moved]);
  return diff;
}
