/** A file as if this user had saved it in the editor: what it does on this computer is not asked about. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprintOf } from '../../electron/document/document-file';
import { LabIdentity } from '../../electron/trust/lab-identity';
import { LabPermissions } from '../../electron/trust/lab-permissions';
import { TrustStore } from '../../electron/trust/trust-store';

/** @param data the folder for data that the app is given by XDG_DATA_HOME */
export async function makeOwn(data: string, path: string): Promise<void> {
  const digest = fingerprintOf(readFileSync(path));
  const store = new TrustStore(join(data, 'vdelab/trust/store.json'));
  await store.addDocument({ digest, pending: [], contents: {} });
}

/** What keeps apart what is one's own, in a folder of its own. */
export function trustIn(folder: string): LabPermissions {
  const store = new TrustStore(join(folder, 'trust.json'));
  return new LabPermissions(store, new LabIdentity({ store, overlays: join(folder, 'overlays') }));
}
