/**
 * How a User-Mode Linux kernel wants its VDE cards spelled. Three dialects are about:
 *
 * - `path`: `eth0=vde,/tmp/mysw`, up to Linux 6.15 with the old libvdeplug, as Debian's `linux.uml`;
 * - `locator`: `eth0=vde,vde:///tmp/mysw`, up to 6.15 with libvdeplug 4, which loads its modules by name;
 * - `vector`: `vec0:transport=vde,vnl=vde:///tmp/mysw`, from 6.16.
 *
 * The kernel's own words tell which drivers it has. Which libvdeplug it was linked with, and whether its
 * vector driver knows VDE (only from 6.16), they do not tell: that shows in the texts compiled into it.
 */
import { stat } from 'node:fs/promises';
import type { CardPrefix } from '../../../shared/kinds/card-names';
import { MAX_KERNEL_BYTES } from '../../system/files/file-digest';
import { piecesOf } from '../../system/files/regular-file';
import { type ProgramResult, runProgram } from '../../system/processes/run-program';
import { causeOf, type Found, plainLines } from '../diagnosis/cause';
import { fileCauses } from '../diagnosis/computer-causes';
import { abilitiesOf, type UmlAbilities, versionOfHelp } from './uml-kernel-help';

export type UmlDialect = 'path' | 'locator' | 'vector';

export interface UmlKernel {
  /** As the kernel itself says it, like 6.1.176; empty if it does not. */
  readonly version: string;
  /** Null if it was built without VDE. */
  readonly dialect: UmlDialect | null;
  /** Whether it runs `vde_plug` for its cards, as Debian's does too; that must be in the PATH. */
  readonly runsVdePlug: boolean;
  readonly abilities: UmlAbilities;
  /** Why it could not be asked about itself; null if it answered. */
  readonly refusal: Found | null;
}

const markers = {
  uml: 'User Mode Linux',
  ethernetVde: 'UML vde_transport',
  /** The start of the names of libvdeplug 4's modules. */
  modules: 'libvdeplug_',
  vdePlug: 'vde_plug',
} as const;
type Marker = keyof typeof markers;

/** They answer at once; a computer that is busy may take longer. */
const ANSWER_LIMIT_MS = 10_000;
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

/** The dialect of a kernel. Cards named eth are preferred: all guests know them. */
export function dialectOf(abilities: UmlAbilities, found: ReadonlySet<Marker>): UmlDialect | null {
  const ethernetVde = abilities.ethernetVde ?? found.has('ethernetVde');
  if (abilities.ethernet && ethernetVde) return found.has('modules') ? 'locator' : 'path';
  return abilities.vector && found.has('vdePlug') ? 'vector' : null;
}

/** What guests of a kernel call their cards; null for one without VDE. */
export function cardPrefixOf({ dialect }: Pick<UmlKernel, 'dialect'>): CardPrefix | null {
  if (dialect === null) return null;
  return dialect === 'vector' ? 'vec' : 'eth';
}

const known = new Map<string, Promise<UmlKernel | null>>();

/** Looks at the kernel; null if the file is no User-Mode Linux kernel. Remembered while it is unchanged. */
export async function inspectUmlKernel(path: string): Promise<UmlKernel | null> {
  const found = await stat(path);
  const { dev, ino, size, mtimeMs, ctimeMs } = found;
  if (!found.isFile() || size > MAX_KERNEL_BYTES) return null;
  const key = [path, dev, ino, size, mtimeMs, ctimeMs].join(' ');
  const answer = known.get(key) ?? look(path);
  known.set(key, answer);
  const forget = () => known.delete(key);
  // What kept it from answering may be gone the next time: a library, a busy computer.
  answer.then((kernel) => kernel?.refusal != null && forget(), forget);
  return answer;
}

async function look(path: string): Promise<UmlKernel | null> {
  const found = await findMarkers(piecesOf(path, MAX_KERNEL_BYTES));
  if (!found.has('uml')) return null;
  const [help, config] = await Promise.all(
    ['--help', '--showconfig'].map((word) => runProgram(path, [word], ANSWER_LIMIT_MS)),
  );
  const abilities = abilitiesOf(help!.stdout, config!.stdout);
  const version = versionOfHelp(help!.stdout);
  return {
    version,
    refusal: version === '' ? refusalOf(path, help!) : null,
    dialect: dialectOf(abilities, found),
    runsVdePlug: found.has('vdePlug'),
    abilities,
  };
}

/** Why a kernel said nothing of itself. */
function refusalOf(path: string, { code, stdout, stderr, timedOut }: ProgramResult): Found | null {
  const machine = { id: '', name: path };
  const found = causeOf(`${stdout}\n${stderr}`, fileCauses, machine);
  if (found !== null || (code === 0 && !timedOut)) return found;
  return {
    code: 'program-failed',
    because: timedOut ? 'it does not answer' : `it ends with exit code ${code} when it is asked`,
    next: 'Try it again, or choose another kernel.',
    said: plainLines(stderr).at(-1) ?? '',
  };
}
