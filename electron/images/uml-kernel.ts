/**
 * The User-Mode Linux kernel of Debian sid, for processors on which the system's own does not run. It wants a
 * newer C library than the system may have, so it gets sid's in a folder beside it, with its modules.
 */
import { chmod, copyFile, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { arch } from 'node:os';
import { basename, join } from 'node:path';
import { FailureError } from '../../shared/failure/failure';
import { freePath } from '../system/files/free-path';
import { DEBIAN_KEYRING, DebianArchive, debianMirror } from './debian-archive';
import type { JobProgress } from './jobs';
import { withOwnLibrary } from './own-library';

const LOADER = 'ld-linux-x86-64.so.2';
const LIBRARIES = 'usr/lib/x86_64-linux-gnu';
const MODULES = 'usr/lib/uml/modules';

/** Where what belongs to a kernel lies: its C library, and its modules in `modules`. */
export function companionFolder(kernel: string): string {
  return `${kernel}.d`;
}

/**
 * Fetches the kernel and puts it into a folder that exists, as `uml-VERSION`; one that is there with the same
 * content stays and is used. Throws a FailureError; a draft folder is left for the caller to remove.
 *
 * @param draft a folder that is made, on the same file system
 */
export async function fetchUmlKernel(
  draft: string,
  directory: string,
  progress: Pick<JobProgress, 'signal' | 'step' | 'bytes'>,
): Promise<string> {
  if (arch() !== 'x64') throw otherProcessor();
  await mkdir(draft, { recursive: true });
  const source = { release: 'sid', mirror: await debianMirror(), keyring: DEBIAN_KEYRING };
  const archive = new DebianArchive(draft, source, progress);
  const root = await archive.unpacked(['user-mode-linux', 'libc6']);
  const [version] = await readdir(join(root, MODULES));
  if (version === undefined) throw otherContent();
  return placed(root, directory, `uml-${version}`);
}

async function placed(root: string, directory: string, name: string): Promise<string> {
  const program = await readFile(join(root, 'usr/bin/linux.uml'));
  const wanted = join(directory, name);
  if (await isSame(wanted, adapted(program, wanted))) return wanted;
  const path = await freePath(directory, name);
  const companion = join(root, 'companion');
  await mkdir(companion);
  for (const library of ['libc.so.6', LOADER]) {
    await copyFile(join(root, LIBRARIES, library), join(companion, library));
  }
  await chmod(join(companion, LOADER), 0o755);
  await rename(join(root, MODULES), join(companion, 'modules'));
  const kernel = join(root, 'kernel');
  await writeFile(kernel, adapted(program, path), { mode: 0o755 });
  // What an earlier kernel of that name has left.
  await rm(companionFolder(path), { recursive: true, force: true });
  await rename(companion, companionFolder(path));
  await rename(kernel, path);
  return path;
}

/** The loader stands in the program by its full path, so the kernel works where it is and nowhere else. */
function adapted(program: Buffer, path: string): Buffer {
  const folder = companionFolder(path);
  return withOwnLibrary(program, join(folder, LOADER), `$ORIGIN/${basename(folder)}`);
}

async function isSame(path: string, content: Buffer): Promise<boolean> {
  // There may be no file.
  const found = await readFile(path).catch(() => null);
  return found?.equals(content) ?? false;
}

function otherProcessor(): FailureError {
  return new FailureError({
    code: 'not-found',
    message: 'This recipe’s kernel is for x86-64, and this computer has another processor.',
    next: 'Add a User-Mode Linux kernel of your own to the library of images.',
  });
}

function otherContent(): FailureError {
  return new FailureError({
    code: 'program-failed',
    message: 'Debian’s package of User-Mode Linux has not the content that was expected.',
    next: 'Add a User-Mode Linux kernel of your own to the library of images.',
  });
}
