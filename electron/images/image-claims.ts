/**
 * Who uses which image how. A file that a machine writes to belongs to it alone: with two writers its
 * file system is destroyed, and a change below an overlay makes garbage of the overlay.
 */
import { realpathSync } from 'node:fs';
import { FailureError } from '../../shared/failure';
import type { ImageClaim } from '../machines/machine-driver';

interface Holder {
  readonly id: string;
  readonly name: string;
}

interface HeldClaim extends ImageClaim {
  readonly holder: Holder;
}

export class ImageClaims {
  readonly #held = new Map<string, readonly HeldClaim[]>();

  /** Takes files for a machine until {@link release}. Throws `image-busy`, naming both machines. */
  async claim(holder: Holder, claims: readonly ImageClaim[]): Promise<void> {
    const wanted = claims.map((claim) => ({ ...claim, path: realPath(claim.path), holder }));
    for (const claim of wanted) this.#check(claim);
    this.#held.set(holder.id, [...(this.#held.get(holder.id) ?? []), ...wanted]);
  }

  release(id: string): void {
    this.#held.delete(id);
  }

  #check(wanted: HeldClaim): void {
    for (const held of [...this.#held.values()].flat()) {
      if (held.path !== wanted.path || held.holder.id === wanted.holder.id) continue;
      if (held.use === 'write' || wanted.use === 'write') throw busy(wanted, held);
    }
  }
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    // Not there yet; whoever opens it says so.
    return path;
  }
}

function busy(wanted: HeldClaim, held: HeldClaim): FailureError {
  return new FailureError({
    code: 'image-busy',
    message: `${wanted.holder.name} cannot use ${wanted.path}: ${held.holder.name} uses it now, and one of them writes to it.`,
    next: `Stop ${held.holder.name}, or give ${wanted.holder.name} an image of its own or an overlay.`,
    record: wanted.holder.id,
  });
}
