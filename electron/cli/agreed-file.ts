/** What was agreed to of a lab's file, for a command that looks at it without opening it in the app. */
import { join } from 'node:path';
import type { TopologyDocument, TopologyNode } from '../../shared/document/topology';
import { dataDirectory, overlaysDirectory } from '../system/files/directories';
import { LabIdentity } from '../trust/lab-identity';
import { LabPermissions } from '../trust/lab-permissions';
import { TrustStore } from '../trust/trust-store';

/**
 * Whether somebody agreed to what a node does on this computer, as it stands in a file. Nothing is asked and
 * nothing is remembered.
 *
 * @param fingerprint of the file's content
 */
export async function agreedIn(
  document: TopologyDocument,
  path: string,
  fingerprint: string,
): Promise<(node: TopologyNode) => Promise<boolean>> {
  const store = new TrustStore(join(dataDirectory(), 'trust/store.json'));
  const identity = new LabIdentity({ store, overlays: overlaysDirectory() });
  const permissions = new LabPermissions(store, identity);
  await permissions.opened(document, { from: 'file', path, digest: fingerprint });
  return async (node) => (await permissions.pending([node])).length === 0;
}
