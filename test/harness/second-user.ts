/**
 * Another user of this computer, who swaps files while root works. The number is one that no account has:
 * root may start programs under any.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

export const OTHER_USER = 64_001;
/** A group that root lets join, and that the other user is in. */
export const OTHER_GROUP = 64_002;

/**
 * What the other user does for ever, as a script: as soon as a name of that pattern is in the folder, it is
 * replaced by a link to the victim. Says `ready` first, and at the end with which modes it saw sockets.
 */
const SWAPPER = `
const { lstatSync, readdirSync, renameSync, symlinkSync, unlinkSync } = require('node:fs');
const [folder, victim, pattern] = process.argv.slice(1);
const names = new Set();
const link = folder + '/.swap-' + process.pid;
const there = (path) => lstatSync(path, { throwIfNoEntry: false });
const modes = new Set();
process.on('SIGTERM', () => {
  try { unlinkSync(link); } catch {}
  process.stdout.write(JSON.stringify([...modes]), () => process.exit(0));
});
function round() {
  for (let n = 0; n < 2000; n++) {
    if (n % 50 === 0) for (const name of readdirSync(folder)) if (new RegExp(pattern).test(name)) names.add(name);
    for (const name of names) {
      try {
        const found = there(folder + '/' + name);
        if (found === undefined || found.isSymbolicLink()) continue;
        modes.add((found.mode & 0o777).toString(8));
        if (there(link) === undefined) symlinkSync(victim, link);
        renameSync(link, folder + '/' + name);
      } catch {}
    }
  }
  setImmediate(round);
}
process.stdout.write('ready\\n');
round();
`;

/** Starts a program as the other user. */
export function asOtherUser(program: string, args: readonly string[]): ChildProcess {
  return spawn(program, args, {
    uid: OTHER_USER,
    gid: OTHER_GROUP,
    cwd: '/',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/**
 * Runs a step while the other user swaps names in a folder for links to the victim. Returns the modes, octal,
 * that sockets had before they were swapped.
 */
export async function whileSwapping(
  folder: string,
  victim: string,
  pattern: RegExp,
  step: () => Promise<void>,
): Promise<string[]> {
  const swapper = asOtherUser(process.execPath, ['-e', SWAPPER, folder, victim, pattern.source]);
  let said = '';
  swapper.stdout!.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  try {
    await once(swapper.stdout!, 'data');
    await step();
  } finally {
    swapper.kill('SIGTERM');
    await once(swapper, 'close');
  }
  return JSON.parse(said.slice('ready\n'.length));
}
