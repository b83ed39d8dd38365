/**
 * Who uses which image how, in all instances of the app. A file that a machine writes to belongs to it
 * alone: with two writers its file system is destroyed, and a change below an overlay makes garbage of
 * the overlay.
 *
 * Each instance keeps what its machines claim in a file of its own, with its process in it. Claims are
 * made under a lock, so that of two instances that want the same file at once one gets it. What an
 * instance that is gone had claimed counts no longer.
 */

import { mkdirSync, readdirSync, realpathSync, rmSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { FailureError } from '../../shared/failure/failure';
import { parseJson } from '../../shared/text/json-check';
import type { ImageClaim } from '../machines/common/machine-driver';
import { readRegularSync } from '../system/files/regular-file';
import { withLock } from '../system/processes/owner-lock';
import { isOwnerAlive, ownerKey, ownerSchema, thisOwner } from '../system/processes/process-owner';
import { unwaited } from '../system/unexpected';

/** Who uses files: a machine of a lab, or something that is done to its disks while it is off. */
export interface Holder {
  /** Id of the lab's document. */
  readonly document: string;
  /** Id of the node. */
  readonly id: string;
  readonly name: string;
  readonly purpose: 'run' | 'maintain';
}

const heldSchema = z.object({
  /** What names the file whatever its path: device and inode, or the path if it is not there yet. */
  file: z.string(),
  path: z.string(),
  use: z.enum(['read', 'base', 'write']),
  holder: z.object({
    document: z.string(),
    id: z.string(),
    name: z.string(),
    purpose: z.enum(['run', 'maintain']),
  }),
});
type HeldClaim = z.infer<typeof heldSchema>;

const instanceSchema = z.object({ owner: ownerSchema, claims: z.array(heldSchema) });

/** Distinguishes several of these within one process, as tests have them. */
let instances = 0;

export class ImageClaims {
  readonly #directory: string;
  readonly #file: string;
  readonly #held = new Map<string, readonly HeldClaim[]>();
  #writing: Promise<void> = Promise.resolve();

  /** @param directory where the instances of one user tell each other; made if it is not there */
  constructor(directory: string) {
    this.#directory = directory;
    this.#file = `${ownerKey(thisOwner())}-${instances++}.json`;
  }

  /** Takes files for a machine until {@link release}. Throws `image-busy`, naming both machines. */
  async claim(holder: Holder, claims: readonly ImageClaim[]): Promise<void> {
    if (claims.length === 0) return;
    const wanted = claims.map((claim) => ({ ...identified(claim), holder }));
    mkdirSync(this.#directory, { recursive: true, mode: 0o700 });
    await withLock(join(this.#directory, 'lock'), async () => {
      const others = this.#others();
      for (const claim of wanted) this.#check(claim, others);
      this.#held.set(key(holder), [...(this.#held.get(key(holder)) ?? []), ...wanted]);
      await this.#write();
    });
  }

  /** Gives all files of a holder back. Never fails: what is not written now is with the next claim. */
  release(holder: Holder): void {
    if (!this.#held.delete(key(holder))) return;
    unwaited(this.#write());
  }

  /** Removes what this instance has told; its machines are gone. */
  close(): void {
    this.#held.clear();
    rmSync(join(this.#directory, this.#file), { force: true });
  }

  #check(wanted: HeldClaim, others: readonly HeldClaim[]): void {
    const isConflict = (held: HeldClaim) =>
      held.file === wanted.file && (held.use === 'write' || wanted.use === 'write');
    const own = [...this.#held.values()]
      .flat()
      .find((held) => key(held.holder) !== key(wanted.holder) && isConflict(held));
    if (own !== undefined) throw busy(wanted, own, '');
    const other = others.find(isConflict);
    if (other !== undefined) throw busy(wanted, other, ' of another Vdelab window');
  }

  /** What the machines of other live instances have claimed. */
  #others(): HeldClaim[] {
    return readdirSync(this.#directory)
      .filter((name) => name.endsWith('.json') && name !== this.#file)
      .flatMap((name) => liveClaims(join(this.#directory, name)));
  }

  /** Writes happen one after the other, each with what is held when its turn has come. */
  #write(): Promise<void> {
    const path = join(this.#directory, this.#file);
    const written = this.#writing.then(async () => {
      const claims = [...this.#held.values()].flat();
      if (claims.length === 0) rmSync(path, { force: true });
      else await writeFile(path, JSON.stringify({ owner: thisOwner(), claims }), { mode: 0o600 });
    });
    this.#writing = written.catch(() => {});
    return written;
  }
}

/** The claims in the file of an instance; none, and the file is removed, when it is gone. */
function liveClaims(path: string): HeldClaim[] {
  let text: string;
  try {
    text = readRegularSync(path);
  } catch {
    // Its instance has just given back its last file.
    return [];
  }
  const instance = instanceSchema.safeParse(parsed(text)).data;
  if (instance === undefined) return [];
  if (isOwnerAlive(instance.owner)) return instance.claims;
  rmSync(path, { force: true });
  return [];
}

function parsed(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    // Half of it, because a release is writing it anew: it had no more than it had before.
    return null;
  }
}

function identified(claim: ImageClaim): Omit<HeldClaim, 'holder'> {
  const { use } = claim;
  try {
    const path = realpathSync(claim.path);
    const { dev, ino } = statSync(path);
    return { file: `${dev}:${ino}`, path, use };
  } catch {
    // Not there yet; whoever opens it says so.
    return { file: claim.path, path: claim.path, use };
  }
}

function key({ document, id, purpose }: Holder): string {
  return `${document} ${id} ${purpose}`;
}

function busy(wanted: HeldClaim, held: HeldClaim, where: string): FailureError {
  const { holder } = wanted;
  if (held.holder.document === holder.document && held.holder.id === holder.id) {
    return inUse(holder, where);
  }
  const other = `${held.holder.name}${where}`;
  const why =
    held.use === 'write'
      ? `${other} writes to it now`
      : `${other} uses it now, and would get garbage if it were written to`;
  return new FailureError({
    code: 'image-busy',
    message: `${holder.name} cannot use ${wanted.path}: ${why}. Two machines that write to one image destroy its file system.`,
    next: `Stop ${other}, or set the disk of both machines to “overlay”, so that each writes to a file of its own.`,
    record: holder.id,
  });
}

/** The disks of the very machine are in use. */
function inUse({ id, name, purpose }: Holder, where: string): FailureError {
  const there =
    where === '' ? 'is being started, wiped or committed' : `runs already, as ${name}${where}`;
  return new FailureError({
    code: 'image-busy',
    message: `The disks of ${name} are in use: it ${there}.`,
    next: purpose === 'run' ? 'Stop it there first; the same lab is open twice.' : 'Stop it first.',
    record: id,
  });
}
