/**
 * Which modules of Linux an initial ramdisk brings: the names in its cpio archives, plain or packed by gzip, as the
 * kernel takes them (Documentation/driver-api/early-userspace/buffer-format.rst). Other packings are not looked into.
 */
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { piecesOf } from '../../system/files/regular-file';

/** What is read of a ramdisk, and what it may unpack to. */
const MAX_BYTES = 256 * 1024 * 1024;
const MAX_UNPACKED_BYTES = 1024 * 1024 * 1024;
const HEADER_BYTES = 110;
const MAX_NAME_BYTES = 4096;
/** modules.builtin of a usual kernel has some 30 KiB. */
const MAX_LIST_BYTES = 1024 * 1024;

export interface InitrdModules {
  /** Of all kernels that it has modules for. */
  readonly versions: ReadonlySet<string>;
  /** Names of modules, also of those that are built in where the ramdisk lists them. */
  readonly modules: ReadonlySet<string>;
  /** Whether it tells what is built into the kernel. */
  readonly tellsBuiltin: boolean;
}

/** Reads a stream of pieces by numbers of bytes. */
class Bytes {
  readonly #pieces: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);
  #taken = 0;

  constructor(pieces: AsyncIterable<Buffer>) {
    this.#pieces = pieces[Symbol.asyncIterator]();
  }

  /** Bytes that were taken so far. */
  get taken(): number {
    return this.#taken;
  }

  /** The next bytes, fewer at the end. They stay. */
  async peek(count: number): Promise<Buffer> {
    while (this.#rest.length < count && (await this.#more()));
    return this.#rest.subarray(0, count);
  }

  /** The next bytes, fewer at the end. */
  async take(count: number): Promise<Buffer> {
    const bytes = await this.peek(count);
    this.#drop(bytes.length);
    return bytes;
  }

  async skip(count: number): Promise<void> {
    for (let left = count; left > 0; ) {
      if (this.#rest.length === 0 && !(await this.#more())) return;
      const some = Math.min(left, this.#rest.length);
      this.#drop(some);
      left -= some;
    }
  }

  /** All that is left. */
  async *others(): AsyncGenerator<Buffer> {
    do {
      yield this.#rest;
      this.#drop(this.#rest.length);
    } while (await this.#more());
  }

  #drop(count: number): void {
    this.#taken += count;
    this.#rest = this.#rest.subarray(count);
  }

  async #more(): Promise<boolean> {
    const { value, done } = await this.#pieces.next();
    if (done === true) return false;
    this.#rest = this.#rest.length === 0 ? value : Buffer.concat([this.#rest, value]);
    return true;
  }
}

interface Found {
  readonly versions: Set<string>;
  readonly modules: Set<string>;
  tellsBuiltin: boolean;
}

const MODULE = /^(?:\.\/)?(?:usr\/)?lib\/modules\/([^/]+)\/(.+)$/;
const moduleName = (path: string) => /([^/]+)\.ko(?:\.\w+)?$/.exec(path)?.[1];

function note(found: Found, version: string, path: string): void {
  const name = moduleName(path);
  if (name === undefined) return;
  found.versions.add(version);
  found.modules.add(name);
}

/** One entry: its header was seen to begin. False at the end of the file. */
async function readEntry(bytes: Bytes, found: Found): Promise<boolean> {
  const header = (await bytes.take(HEADER_BYTES)).toString('latin1');
  const field = (index: number) => Number.parseInt(header.slice(6 + 8 * index, 14 + 8 * index), 16);
  const size = field(6);
  const nameBytes = field(11);
  if (!(size >= 0) || !(nameBytes > 0) || nameBytes > MAX_NAME_BYTES) return false;
  const name = (await bytes.take(nameBytes)).toString('utf8').split('\0', 1)[0]!;
  await bytes.skip(-(HEADER_BYTES + nameBytes) & 3);
  const [, version = '', path = ''] = MODULE.exec(name) ?? [];
  note(found, version, path);
  const isList = path === 'modules.builtin' && size <= MAX_LIST_BYTES;
  if (isList) {
    found.tellsBuiltin = true;
    for (const line of (await bytes.take(size)).toString('latin1').split('\n'))
      note(found, version, line);
  } else await bytes.skip(size);
  await bytes.skip(-size & 3);
  return true;
}

/** Goes through archives behind each other. */
async function readArchives(bytes: Bytes, found: Found, mayBePacked: boolean): Promise<boolean> {
  while (bytes.taken < MAX_UNPACKED_BYTES) {
    const start = await bytes.peek(6);
    if (start.length === 0) return true;
    if (start[0] === 0) await bytes.skip(4 - (bytes.taken & 3));
    else if (/^07070[12]/.test(start.toString('latin1'))) {
      if (!(await readEntry(bytes, found))) return false;
    } else if (mayBePacked && start[0] === 0x1f && start[1] === 0x8b) {
      const unpacked = Readable.from(bytes.others()).pipe(createGunzip());
      return readArchives(new Bytes(unpacked), found, false);
    } else return false;
  }
  return false;
}

const known = new Map<string, Promise<InitrdModules | null>>();
const MOST_KNOWN = 16;

/** {@link readInitrd} once for as long as the file is unchanged. */
export async function initrdModules(path: string): Promise<InitrdModules | null> {
  const found = await stat(path).catch(() => null);
  if (found === null || !found.isFile()) return null;
  const { dev, ino, size, mtimeMs, ctimeMs } = found;
  const key = [path, dev, ino, size, mtimeMs, ctimeMs].join(' ');
  const answer = known.get(key) ?? readInitrd(path);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(key, answer);
  return answer;
}

/** What a ramdisk brings; null where that cannot be told: it is packed otherwise, damaged or cannot be read. */
async function readInitrd(path: string): Promise<InitrdModules | null> {
  const found: Found = { versions: new Set(), modules: new Set(), tellsBuiltin: false };
  try {
    const isWhole = await readArchives(new Bytes(piecesOf(path, MAX_BYTES)), found, true);
    return isWhole ? found : null;
  } catch {
    // Not there, no file, or packed badly: whoever uses it says so.
    return null;
  }
}
