/**
 * How a User-Mode Linux kernel wants its VDE cards spelled. Three dialects are about; which one a
 * kernel speaks shows in the texts that are compiled into it:
 *
 * - `path`: `eth0=vde,/tmp/mysw`, up to Linux 6.15 with the old libvdeplug, as Debian's `linux.uml`;
 * - `locator`: `eth0=vde,vde:///tmp/mysw`, up to 6.15 with libvdeplug 4, which loads its modules by name;
 * - `vector`: `vec0:transport=vde,vnl=vde:///tmp/mysw`, from 6.16.
 */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { runProgram } from '../run-program';

export type UmlDialect = 'path' | 'locator' | 'vector';

export interface UmlKernel {
  /** As the kernel itself says it, like 6.1.176; empty if it does not. */
  readonly version: string;
  /** Null if it was built without VDE. */
  readonly dialect: UmlDialect | null;
  /** Whether it runs `vde_plug` for its cards, as Debian's does too; that must be in the PATH. */
  readonly runsVdePlug: boolean;
}

const markers = {
  uml: 'User Mode Linux',
  ethernetVde: 'UML vde_transport',
  /** The start of the names of libvdeplug 4's modules. */
  modules: 'libvdeplug_',
  vector: 'vec[0-9]+:',
  vdePlug: 'vde_plug',
} as const;
type Marker = keyof typeof markers;

const LONGEST_MARKER = Math.max(...Object.values(markers).map((text) => text.length));

/** Which of the texts stand in some bytes that come in chunks, also across the chunks' borders. */
export async function findMarkers(chunks: AsyncIterable<Buffer>): Promise<ReadonlySet<Marker>> {
  const found = new Set<Marker>();
  let tail = '';
  for await (const chunk of chunks) {
    const text = tail + chunk.toString('latin1');
    for (const [name, marker] of Object.entries(markers) as [Marker, string][]) {
      if (!found.has(name) && text.includes(marker)) found.add(name);
    }
    tail = text.slice(1 - LONGEST_MARKER);
  }
  return found;
}

/** The dialect that goes with the texts found. Cards named eth are preferred: all guests know them. */
export function dialectOf(found: ReadonlySet<Marker>): UmlDialect | null {
  if (found.has('ethernetVde')) return found.has('modules') ? 'locator' : 'path';
  return found.has('vector') && found.has('vdePlug') ? 'vector' : null;
}

const known = new Map<string, Promise<UmlKernel | null>>();

/** Looks at the kernel; null if the file is no User-Mode Linux kernel. Remembered while it is unchanged. */
export async function inspectUmlKernel(path: string): Promise<UmlKernel | null> {
  const { size, mtimeMs } = await stat(path);
  const key = `${path} ${size} ${mtimeMs}`;
  const answer = known.get(key) ?? look(path);
  known.set(key, answer);
  answer.catch(() => known.delete(key));
  return answer;
}

async function look(path: string): Promise<UmlKernel | null> {
  const found = await findMarkers(createReadStream(path, { highWaterMark: 1 << 20 }));
  if (!found.has('uml')) return null;
  const { stdout } = await runProgram(path, ['--version'], 5000);
  const version = /^\d+\.\d+\S*/.exec(stdout.trim())?.[0] ?? '';
  return { version, dialect: dialectOf(found), runsVdePlug: found.has('vdePlug') };
}
