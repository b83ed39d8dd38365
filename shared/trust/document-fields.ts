/**
 * What each field of a document beside its nodes can do on the computer that runs it. The compiler refuses a field
 * that is missing here. Those of nodes stand in shared/kinds.
 */

import type { Cable, TopologyDocument } from '../document/topology';
import type { FieldTable } from '../kinds/permissions/field-table';

const conditionFields = {
  fields: {
    delay: 'harmless',
    jitter: 'harmless',
    distribution: 'harmless',
    loss: 'harmless',
    burst: 'harmless',
    duplicate: 'harmless',
    reorder: 'harmless',
    corrupt: 'harmless',
    bandwidth: 'harmless',
    burstBytes: 'harmless',
    queue: 'harmless',
    mtu: 'harmless',
  },
} as const;
const endFields = { fields: { node: 'harmless', port: 'harmless' } } as const;

/**
 * Cables join nodes of the lab and nothing else. Read by the compiler alone.
 *
 * @public
 */
export const cableFields: FieldTable<Cable> = {
  id: 'harmless',
  a: endFields,
  b: endFields,
  up: 'harmless',
  aToB: conditionFields,
  bToA: conditionFields,
  route: 'harmless',
  points: { each: { x: 'harmless', y: 'harmless' } },
  labels: 'harmless',
};

/**
 * The document itself, but for its records. Read by the compiler alone.
 *
 * @public
 */
export const documentFields: FieldTable<Omit<TopologyDocument, 'nodes' | 'cables'>> = {
  format: 'harmless',
  version: 'harmless',
  // Which disks are the lab's is not decided by this alone, see electron/trust/lab-identity.ts.
  id: 'harmless',
  name: 'text',
  description: 'text',
};
