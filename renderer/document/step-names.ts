/** What steps of the history are called after what they change. Pure. */
import { nameOf, type TopologyDocument } from '../../shared/topology';
import { endName } from './cable-edits';

/** `pc1`, `cable pc1 eth0 to sw1 port 3`, or how many things these are. */
export function namesOf(document: TopologyDocument, ids: readonly string[]): string {
  const [only] = ids;
  if (ids.length !== 1 || only === undefined) return `${ids.length} things`;
  const node = document.nodes[only];
  if (node !== undefined) return nameOf(node);
  const cable = document.cables[only];
  if (cable === undefined) return only;
  return `cable ${endName(document, cable.a)} to ${endName(document, cable.b)}`;
}
