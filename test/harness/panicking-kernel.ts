/**
 * A stand-in for Debian 12's User-Mode Linux kernel on a processor with AMX, which few computers have: it says of
 * itself what the real one says, and panics at its first process with the real one's words.
 */
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const help = readFileSync(
  resolve(import.meta.dirname, '../unit/electron/machines/uml/recorded/uml-6.1.176-help.txt'),
  'utf8',
);

/** What the real kernel prints there, from arch/um/os-Linux/skas/process.c and kernel/exit.c. */
export const PANIC = [
  'Run /init as init process',
  'userspace - ptrace set fp regs failed, errno = 14',
  'Kernel panic - not syncing: Attempted to kill init! exitcode=0x0000000b',
];

/** How a stand-in fails: as the real one, or by never coming so far. */
type Behaviour = 'panics' | 'hangs';

const ends: Record<Behaviour, string> = {
  panics: `${PANIC.map((line) => `echo '${line}'`).join('\n')}\nkill -ABRT $$`,
  hangs: 'sleep 1000 &\nwait',
};

/** Makes the kernel as `linux.uml` in a folder, which may stand in the PATH, and returns its path. */
export function panickingKernel(folder: string, behaviour: Behaviour = 'panics'): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'linux.uml');
  const script = [
    '#!/bin/sh',
    '# What tells a kernel from other programs: User Mode Linux, UML vde_transport',
    `here=${folder}`,
    'echo "$*" >>"$here/started"',
    'case "$1" in',
    '--help) cat "$here/help"; exit 0 ;;',
    '--version) echo 6.1.176; exit 0 ;;',
    '--showconfig) exit 0 ;;',
    'esac',
    "echo 'Linux version 6.1.176'",
    'sleep 0.3',
    ends[behaviour],
    '',
  ];
  writeFileSync(join(folder, 'help'), help);
  writeFileSync(path, script.join('\n'));
  chmodSync(path, 0o755);
  return path;
}

/** The command lines with which the stand-in in the folder was run, one each. */
export function startsOf(folder: string): string[] {
  try {
    return readFileSync(join(folder, 'started'), 'utf8').trimEnd().split('\n');
  } catch {
    // It was never run.
    return [];
  }
}
