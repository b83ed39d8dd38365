/**
 * What keeps any program from running on this computer: its file, its libraries, memory, room on the disks, limits.
 * These are the words of Linux, the C library's loader and /bin/sh.
 */
import type { Cause } from './cause';

/** Debian's package of a library that programs of labs want; empty for others. */
const packages: readonly [name: RegExp, debianPackage: string][] = [
  [/^libvdeplug\.so/, 'libvdeplug2'],
  [/^libvdehist\.so/, 'libvdehist0'],
  [/^libpcap\.so/, 'libpcap0.8'],
  [/^libslirp\.so/, 'libslirp0'],
  [/^libvdeslirp\.so/, 'libvdeslirp0'],
];

function bringLibrary(library: string): string {
  const name = library.slice(library.lastIndexOf('/') + 1);
  const found = packages.find(([pattern]) => pattern.test(name));
  if (found !== undefined) return `Install it: \`sudo apt-get install ${found[1]}\`.`;
  return `Install the package that has ${name}, or choose a program that was made for this system.`;
}

const part = (said: readonly string[], group: number) => said[group] ?? '';

export const fileCauses: readonly Cause[] = [
  {
    said: /error while loading shared libraries: ([^:\s]+): cannot open shared object file/,
    code: 'program-missing',
    because: (said) => `the library ${part(said, 1)} is not installed`,
    next: (said) => bringLibrary(part(said, 1)),
  },
  {
    said: /version [`'](\w+_[\d.]+)' not found \(required by/,
    code: 'program-missing',
    because: (said) => `its program was made for a newer system, one with ${part(said, 1)}`,
    next: 'Choose a program that was made for this system.',
  },
  {
    said: /(?:symbol lookup error|undefined symbol): (\S+)/,
    code: 'program-failed',
    because: 'its program and the libraries of this system do not fit together',
    next: 'Install program and libraries from the same release of the system.',
  },
  {
    said: /exec: (?:line \d+: )?(\S+): (?:not found|No such file or directory)/,
    code: 'program-missing',
    because: (said) => `${part(said, 1)}, or the interpreter that it names, is not there`,
    next: (said) => `Install it, or choose another program instead of ${part(said, 1)}.`,
  },
  {
    said: /exec: (?:line \d+: )?(\S+): Permission denied/,
    code: 'permission',
    because: (said) =>
      `${part(said, 1)} may not be run: it is not executable, or lies on a disk that is mounted noexec`,
    next: (said) =>
      `Make it executable (\`chmod +x ${part(said, 1)}\`), or copy it to another disk.`,
  },
  {
    // coreutils' timeout, under which programs are asked about themselves.
    said: /failed to run command .(.+).: (?:Permission denied)/,
    code: 'permission',
    because: (said) => `${part(said, 1)} may not be run`,
    next: (said) => `Make it executable: \`chmod +x ${part(said, 1)}\`.`,
  },
  {
    said: /failed to run command .(.+).: (?:No such file or directory)/,
    code: 'program-missing',
    because: (said) => `${part(said, 1)}, or the interpreter that it names, is not there`,
    next: 'Choose another program, or install what it needs.',
  },
  {
    said: /(?:cannot execute binary file|Exec format error)/,
    code: 'program-failed',
    because: 'its program was made for another processor',
    next: 'Choose a program for the processor of this computer.',
  },
];

export const resourceCauses: readonly Cause[] = [
  {
    said: /no space left on device|disk quota exceeded/i,
    code: 'disk-full',
    because: 'there is no space left on the disk',
    next: 'Free some space and start it again.',
  },
  {
    said: /too many open files/i,
    code: 'program-failed',
    because: 'this computer lets no more files be opened',
    next: 'Stop other machines, or raise the limit before Vdelab is started: `ulimit -n 65536`.',
  },
  {
    said: /(?:fork|clone|pthread_create|create.*thread).*resource temporarily unavailable/i,
    code: 'program-failed',
    because: 'this computer lets no more processes be started',
    next: 'Stop other machines, or raise the limit before Vdelab is started: `ulimit -u unlimited`.',
  },
  {
    said: /cannot allocate memory|out of memory|std::bad_alloc|failed to allocate memory/i,
    code: 'memory-short',
    because: 'this computer has too little free memory for it',
    next: 'Stop other machines, or give this one less memory.',
  },
];
