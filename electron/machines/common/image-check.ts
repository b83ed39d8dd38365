/** Says beforehand what is wrong with the files and programs that a machine needs. */
import { access, constants, stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import type { Failure } from '../../../shared/failure/failure';
import { withCommand } from '../../../shared/text/shell-quote';
import { kindOf } from '../../system/files/regular-file';
import { findProgram } from '../../system/processes/find-program';

interface Named {
  readonly id: string;
  readonly name: string;
}

/** What keeps a file from being used as a machine's image, or null. `role` is "kernel", "disk image". */
export async function checkImage(node: Named, role: string, path: string): Promise<Failure | null> {
  const failure = (message: string, next: string, detail: string): Failure => ({
    code: 'image-missing',
    message,
    next,
    detail,
    record: node.id,
  });
  const choose = `Choose the ${role} in the inspector of ${node.name}.`;
  if (!isAbsolute(path)) {
    return failure(
      `The ${role} of ${node.name} needs a full path, one that begins with /.`,
      choose,
      path,
    );
  }
  try {
    const found = await stat(path);
    // A pipe or a terminal in its place would keep whoever opens it waiting for ever.
    if (!found.isFile() && !found.isBlockDevice())
      return failure(`The ${role} of ${node.name} is ${kindOf(found)}.`, choose, path);
    await access(path, constants.R_OK);
    return null;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    if (code === 'EACCES' || code === 'EPERM') {
      const next = withCommand('Give yourself the right to read it', ['chmod', 'u+r', path]);
      const message = `The ${role} of ${node.name} is not readable for you.`;
      return { ...failure(message, next, `${code}: ${path}`), code: 'file-forbidden' };
    }
    return failure(`The ${role} of ${node.name} is not there: ${path}`, choose, `${code}: ${path}`);
  }
}

/** That a program is not installed, with the Debian package that has it; null if it is there. */
export function checkProgram(node: Named, program: string, debianPackage: string): Failure | null {
  if (findProgram(program) !== null) return null;
  return {
    code: 'program-missing',
    message: `${node.name} needs ${program}, which is not installed.`,
    next: `Install it: \`sudo apt-get install ${debianPackage}\`.`,
    record: node.id,
  };
}

/** A file that a node names. */
export interface NamedFile {
  readonly role: string;
  readonly path: string;
  readonly field: string;
  /** Whether the machine writes to it. */
  readonly writes?: boolean;
}

/** What keeps a node from using its files; an image that is named twice is missing once. */
export async function fileFailures(node: Named, files: readonly NamedFile[]): Promise<Failure[]> {
  const failures: Failure[] = [];
  const seen = new Set<string>();
  for (const { role, path, field, writes = false } of files) {
    if (path === '' || seen.has(path)) continue;
    seen.add(path);
    const failure =
      (await checkImage(node, role, path)) ?? (await writeFailure(node, path, writes));
    if (failure !== null) failures.push({ ...failure, field });
  }
  return failures;
}

async function writeFailure(node: Named, path: string, writes: boolean): Promise<Failure | null> {
  if (!writes) return null;
  try {
    await access(path, constants.W_OK);
    return null;
  } catch (error) {
    return notWritable(node, path, error as Error);
  }
}

/** That a machine is to write to an image that this user may not change. */
export function notWritable(node: Named, image: string, error: Error): Failure {
  return {
    code: 'file-forbidden',
    message: `${node.name} is to write to ${image}, which you may not change.`,
    next: 'Let it write to an overlay instead, in its inspector; or give yourself the right.',
    detail: error.message,
    record: node.id,
  };
}
