/**
 * The guest of User-Mode Linux for tests. Its kernel is Debian's own where that runs on this processor, else sid's,
 * which always does. VDELAB_TEST_UML=sid takes sid's wherever, so that both can be tried on one computer.
 */
import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe } from 'vitest';
import { guestContents, makeGuest } from '../../electron/images/busybox-guest';
import { companionFolder } from '../../electron/images/uml-kernel';
import { ProofMemory } from '../../electron/machines/uml/proof-memory';
import { UML_PROGRAM, umlCardName } from '../../electron/machines/uml/uml-args';
import { inspectUmlKernel, type UmlDialect } from '../../electron/machines/uml/uml-dialect';
import { umlProof } from '../../electron/machines/uml/uml-proof';
import { findProgram } from '../../electron/system/processes/find-program';
import { cache, cached, need, short } from './guests';
import { describeWith, type Program } from './parts';
import { sidUmlKernel } from './sid-uml';

export interface UmlGuest {
  /** A kernel that runs here; a node that names none has the stock one, which may not. */
  readonly kernel: string;
  readonly initrd: string;
  /** The folder of its kernel's modules. */
  readonly modules: string;
  /** What the guest calls a card: eth0, or vec0. */
  card(index: number): string;
}

/** A guest with a busybox prompt on its console, and a kernel that runs on this processor. */
export async function umlGuest(): Promise<UmlGuest> {
  const isStock = (await whyNotStock()) === null;
  const kernel = isStock ? stockKernel() : await sidUmlKernel();
  const spec = { terminal: 'tty0', kernel: null } as const;
  const recipe = short(await guestContents(spec));
  const initrd = await cached(`uml-${recipe}.cpio`, (draft) => makeGuest(draft, spec));
  const modules = isStock ? '/usr/lib/uml/modules' : join(companionFolder(kernel), 'modules');
  const dialect = await dialectOf(kernel);
  return { kernel, initrd, modules, card: (index) => umlCardName(index, dialect) };
}

function stockKernel(): string {
  return need(UML_PROGRAM, 'user-mode-linux');
}

/** Why tests do not use the system's own kernel; null where they do. */
async function whyNotStock(): Promise<string | null> {
  if (process.env.VDELAB_TEST_UML === 'sid') return 'VDELAB_TEST_UML asks for sid’s kernel';
  const memory = new ProofMemory(() => cache);
  const proof = await umlProof(stockKernel(), { memory });
  return proof?.runs === false ? `Debian’s ${UML_PROGRAM} ${proof.reason}` : null;
}

/**
 * The PATH for an app of tests: machines without a kernel of their own then have one that runs, so that the page
 * says the same on every processor.
 */
export async function pathWithUmlKernel(): Promise<string> {
  const path = process.env.PATH ?? '';
  if (findProgram(UML_PROGRAM) === null || (await whyNotStock()) === null) return path;
  const kernel = await sidUmlKernel();
  const folder = await cached('uml-sid-bin', async (draft) => {
    await mkdir(draft);
    await symlink(kernel, join(draft, UML_PROGRAM));
  });
  return `${folder}:${path}`;
}

async function dialectOf(path: string): Promise<UmlDialect> {
  const dialect = (await inspectUmlKernel(path))?.dialect;
  if (dialect == null) throw new Error(`${path} is no User-Mode Linux kernel with VDE`);
  return dialect;
}

/** `describe` for tests of the system's own kernel: skipped, with the reason, where it does not run, also in CI. */
export async function describeWithStockKernel(
  needs: readonly Program[],
  name: string,
  body: () => void,
): Promise<void> {
  // Where it is not installed, the usual rules for missing parts hold.
  const why = findProgram(UML_PROGRAM) === null ? null : await whyNotStock();
  if (why === null) describeWith([UML_PROGRAM, ...needs], name, body);
  else describe.skip(`${name} (${why})`, body);
}
