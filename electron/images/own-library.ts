/**
 * Makes a program use a C library of its own: names its loader, and the folder of its libraries, in the
 * program itself. An environment variable would do for the program alone, but all that it starts inherits
 * it; and User-Mode Linux starts itself anew by its name, so that a wrapper would be lost. See elf(5).
 */

const PT_DYNAMIC = 2;
const PT_INTERP = 3;
const DT_NULL = 0;
const DT_STRTAB = 5;
const DT_DEBUG = 21;
const DT_RUNPATH = 29;

interface Segment {
  /** Where its header stands in the file. */
  readonly at: number;
  readonly offset: number;
  readonly address: bigint;
  readonly bytes: number;
}

function segmentOf(elf: Buffer, type: number): Segment {
  const first = Number(elf.readBigUInt64LE(32));
  for (let index = 0; index < elf.readUInt16LE(56); index++) {
    const at = first + 56 * index;
    if (elf.readUInt32LE(at) !== type) continue;
    return {
      at,
      offset: Number(elf.readBigUInt64LE(at + 8)),
      address: elf.readBigUInt64LE(at + 16),
      bytes: Number(elf.readBigUInt64LE(at + 32)),
    };
  }
  throw new Error(`the program has no segment of type ${type}`);
}

/** The dynamic section, up to its end. */
function* dynamicEntries(elf: Buffer): Generator<{ tag: number; at: number }> {
  const { offset } = segmentOf(elf, PT_DYNAMIC);
  for (let at = offset; ; at += 16) {
    const tag = Number(elf.readBigUInt64LE(at));
    yield { tag, at };
    if (tag === DT_NULL) return;
  }
}

/** Where the first dynamic entry with one of the tags stands. */
function entry(elf: Buffer, ...tags: number[]): number {
  const found = [...dynamicEntries(elf)].find(({ tag }) => tags.includes(tag));
  if (found === undefined) throw new Error(`the program has no dynamic entry ${tags.join(', ')}`);
  return found.at;
}

/**
 * The program with another loader and search path. The loader's name is appended, and the search path
 * takes its former place, which is the only text in memory that is not needed any more: it may be at
 * most as long.
 */
export function withOwnLibrary(program: Buffer, loader: string, folder: string): Buffer {
  const name = Buffer.from(`${loader}\0`);
  const path = Buffer.from(`${folder}\0`);
  const elf = Buffer.concat([program, name]);
  const interpreter = segmentOf(elf, PT_INTERP);
  if (path.length > interpreter.bytes) throw new Error(`too long for a search path: ${folder}`);
  path.copy(elf, interpreter.offset);
  elf.writeBigUInt64LE(BigInt(program.length), interpreter.at + 8);
  elf.writeBigUInt64LE(BigInt(name.length), interpreter.at + 32);
  const strings = elf.readBigUInt64LE(entry(elf, DT_STRTAB) + 8);
  // The entry for debuggers may go where there is no search path yet.
  const at = entry(elf, ...(hasRunPath(elf) ? [DT_RUNPATH] : [DT_DEBUG]));
  elf.writeBigUInt64LE(BigInt(DT_RUNPATH), at);
  elf.writeBigUInt64LE(BigInt.asUintN(64, interpreter.address - strings), at + 8);
  return elf;
}

function hasRunPath(elf: Buffer): boolean {
  return [...dynamicEntries(elf)].some(({ tag }) => tag === DT_RUNPATH);
}
