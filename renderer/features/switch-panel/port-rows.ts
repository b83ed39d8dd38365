/** What stands in a switch's port table: what is on each port, by name. Pure. */

import {
  type SwitchNode,
  type TopologyDocument,
  vlansOfPort,
} from '../../../shared/document/topology';
import type { PortVlans } from '../../../shared/kinds/switch';
import type { SwitchView } from '../../../shared/lab/switch-view';
import { endName } from '../../document/edits/cable-edits';
import { cableOn } from '../../document/records/ports';

export interface PortRow {
  readonly port: number;
  readonly vlans: PortVlans;
  /** The other end of the cable and clients from outside; empty when nothing is there. */
  readonly on: string;
}

function otherEnd(document: TopologyDocument, node: string, port: number): string {
  const id = cableOn(document, { node, port });
  const cable = id === undefined ? undefined : document.cables[id];
  if (cable === undefined) return '';
  const isA = cable.a.node === node && cable.a.port === port;
  return endName(document, isA ? cable.b : cable.a);
}

/** How the engine describes the end of a drawn cable, which the drawing itself tells better. */
const DRAWN = 'cable';

/** One row for each port; descriptions of external clients are there while the switch runs. */
export function portRows(
  document: TopologyDocument,
  node: SwitchNode,
  view: SwitchView | undefined,
): PortRow[] {
  const seen = new Map((view?.ports ?? []).map((port) => [port.port, port.endpoints]));
  return Array.from({ length: node.ports }, (_, index) => {
    const port = index + 1;
    const outside = (seen.get(port) ?? [])
      .map(({ description }) => description)
      .filter((description) => description !== DRAWN && description !== '');
    const on = [otherEnd(document, node.id, port), ...outside].filter((one) => one !== '');
    return { port, vlans: vlansOfPort(node, port), on: on.join(', ') };
  });
}
