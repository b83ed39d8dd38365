/** Which cables show. Pure. */
import type { Cable, TopologyDocument } from '../../../shared/document/topology';
import { symbolsOf } from '../records/membership';

/** Whether a cable shows: not within a collapsed group. */
export function showsCable({ nodes }: Pick<TopologyDocument, 'nodes'>, { a, b }: Cable): boolean {
  const symbol = symbolsOf(nodes).get(a.node);
  return symbol === undefined || symbol !== symbolsOf(nodes).get(b.node);
}
