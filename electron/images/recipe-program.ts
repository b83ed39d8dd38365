/** Runs the programs that a recipe needs; what is missing or fails is said in a sentence. */
import { FailureError } from '../../shared/failure/failure';
import { findProgram } from '../system/processes/find-program';
import { lastLines } from '../system/processes/output-tail';
import { type ProgramContext, runProgram } from '../system/processes/run-program';

/** Packing takes seconds, a kernel over a slow line many minutes. */
const LIMIT_MS = 60 * 60_000;

/** The Debian packages of the programs that recipes use. */
const packages = {
  busybox: 'busybox-static',
  cpio: 'cpio',
  depmod: 'kmod',
  xz: 'xz-utils',
  gzip: 'gzip',
  zstd: 'zstd',
  'apt-cache': 'apt',
  'apt-get': 'apt',
  dpkg: 'dpkg',
} as const;
export type RecipeProgram = keyof typeof packages;

/** The path of a program. Throws a FailureError that says how to get it. */
export function needed(program: RecipeProgram): string {
  const found = findProgram(program);
  if (found !== null) return found;
  throw new FailureError({
    code: 'program-missing',
    message: `This needs ${program}, which is not installed.`,
    next: `Install it: \`sudo apt-get install ${packages[program]}\`.`,
  });
}

/** What the program printed. Throws a FailureError when it fails; `doing` is what it was to do. */
export async function run(
  program: RecipeProgram,
  args: readonly string[],
  doing: string,
  around: ProgramContext = {},
): Promise<string> {
  const path = needed(program);
  const { code, stdout, stderr } = await runProgram(path, args, LIMIT_MS, around);
  if (code === 0) return stdout;
  const words = lastLines(stderr, 5);
  const full = /no space left/i.test(words);
  throw new FailureError({
    code: full ? 'disk-full' : 'program-failed',
    message: `${doing} failed${full ? ': there is no room left on the disk' : ''}.`,
    next: full ? 'Free some room and try again.' : 'Look at the detail below, and try again.',
    detail: `${[program, ...args].join(' ')}\n${words}`,
  });
}
