/**
 * Plays a second app beside one that runs, for the test that puts it into another namespace. Its
 * argument is the folder of both. Prints as JSON what it would offer, delete and take over.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DocumentWorkspace } from '../../electron/document/workspace';
import { ImageClaims } from '../../electron/images/image-claims';
import { clearStaleInstances } from '../../electron/instances/stale-instances';
import { clearDrafts } from '../../electron/system/processes/drafts';
import { tryLock } from '../../electron/system/processes/owner-lock';
import { thisOwner } from '../../electron/system/processes/process-owner';
import { failureOf } from '../../shared/failure/failure';
import { trustIn } from './own-file';

const [folder = ''] = process.argv.slice(2);
const at = (name: string) => join(folder, name);

async function claimed(): Promise<string> {
  const holder = { document: 'd', id: 'other', name: 'other', purpose: 'run' } as const;
  const claims = new ImageClaims(at('claims'));
  return claims.claim(holder, [{ path: at('disk'), use: 'write' }]).then(
    () => 'taken',
    (error: unknown) => failureOf(error).code,
  );
}

async function look(): Promise<void> {
  const workspace = await DocumentWorkspace.create({
    directory: at('autosave'),
    owner: thisOwner(),
    trust: trustIn(at('trust')),
    examplesDirectory: at('examples'),
    onFailure: (failure) => {
      throw new Error(failure.message);
    },
  });
  await clearDrafts(at('images'));
  const cleared = await clearStaleInstances(at('run'));
  console.log(
    JSON.stringify({
      offers: workspace.get().recovery.length,
      drafts: readdirSync(at('images')).length,
      cleared: cleared.length,
      locked: await tryLock(at('lock')),
      disk: await claimed(),
    }),
  );
}

await look();
