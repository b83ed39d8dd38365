/** Small file systems for the app's folders, which can be filled up or made read-only; for root only. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SIZE_MB = 16;
const FILLER = 'filler';

type Kind = 'run' | 'data';

export class Mounts {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
    for (const kind of ['run', 'data'] as const) {
      mkdirSync(this.#path(kind), { mode: 0o700 });
      const options = `size=${SIZE_MB}M,mode=0700`;
      execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', this.#path(kind)]);
    }
  }

  /** Returns how it is spoilt: one in which a file is open for writing cannot be made read-only. */
  spoil(kind: Kind, how: 'full' | 'read-only'): 'full' | 'read-only' {
    const mount = ['-o', 'remount,ro', this.#path(kind)];
    if (how === 'read-only' && spawnSync('mount', mount).status === 0) return 'read-only';
    const piece = Buffer.alloc(64 * 1024);
    try {
      for (;;) writeFileSync(join(this.#path(kind), FILLER), piece, { flag: 'a' });
    } catch {
      // Full now.
    }
    return 'full';
  }

  restore(kind: Kind): void {
    execFileSync('mount', ['-o', 'remount,rw', this.#path(kind)]);
    rmSync(join(this.#path(kind), FILLER), { force: true });
  }

  close(): void {
    for (const kind of ['run', 'data'] as const) execFileSync('umount', ['-l', this.#path(kind)]);
  }

  #path(kind: Kind): string {
    return join(this.#folder, kind);
  }
}
