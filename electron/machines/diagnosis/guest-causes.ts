/**
 * What a Linux guest says when it cannot go on: its kernel's words, and those of the usual first programs. They are
 * looked for in what a machine printed when it ended, and on its console while it runs.
 */
import type { Cause } from './cause';
import { moreMemory } from './memory-remedy';

const MORE_MEMORY = 'Give it more memory in the inspector, and start it again.';
const OTHER_ROOT = 'Choose another root file system, disk or initrd in the inspector.';

const memoryCauses: readonly Cause[] = [
  {
    // Whatever could not be had: `uml_load_file: Failed to allocate 0x1eda00 bytes` is room for the initrd.
    said: /Kernel panic - not syncing: .*(?:failed to allocate (?:0x)?[0-9a-f]+ bytes|cannot allocate memory|out of memory|deadlocked on memory)|Initramfs unpacking failed: write error|^Out of memory and no killable processes/i,
    code: 'memory-short',
    because: 'its kernel has too little memory to start',
    next: MORE_MEMORY,
    remedy: moreMemory,
  },
];

/** How init ended, from the wait status in the panic: see wait(2), exit status in the second byte. */
function endOfInit(status: number): string {
  const signal = status & 0x7f;
  if (signal === 4) return 'its first program has an instruction that its processor does not know';
  if (signal === 11 || signal === 7) return 'its first program crashed';
  const code = (status >> 8) & 0xff;
  if (code === 127) return 'its first program (init), or a library of it, was not found';
  if (code === 126) return 'its first program (init) may not be executed';
  return 'its first program (init) ended, which must never end';
}

const ERROR_WORDS: Readonly<Record<string, string>> = {
  '2': 'or the interpreter or library that it wants is not there',
  '8': 'for it was made for another processor',
  '13': 'for it is not executable',
};

const rootCauses: readonly Cause[] = [
  {
    said: /Initramfs unpacking failed: (.*)/,
    code: 'image-missing',
    because: 'its initrd is none that the kernel can unpack, or is damaged',
    next: 'Choose another initrd in the inspector.',
  },
  {
    said: /(?:Failed to execute|Starting init:) (\S+) .*?\(?error -(\d+)\)?/,
    code: 'image-missing',
    because: (said) =>
      `its kernel cannot run ${said[1]}, ${ERROR_WORDS[said[2] ?? ''] ?? 'the first program of its system'}`,
    next: `${OTHER_ROOT} It must be made for this machine’s processor.`,
  },
  {
    said: /no working init found|no init found|Requested init (\S+) failed/i,
    code: 'image-missing',
    because: 'its root file system has no program to start first (init)',
    next: `${OTHER_ROOT} Or name the first program in the kernel arguments: \`init=/bin/sh\`.`,
  },
  {
    said: /check access for rdinit=(\S+) failed: -(\d+), ignoring/,
    code: 'image-missing',
    because: (said) => `its initrd has no program ${said[1]} to start first`,
    next: 'Choose another initrd in the inspector, or name another program: `rdinit=/init`.',
  },
  {
    said: /unable to mount root fs(?: on (\S+))?/i,
    code: 'image-missing',
    because: 'its kernel found no root file system to start from',
    next: 'Choose a root file system, disk or initrd in the inspector; a disk also has to be named in the kernel arguments, as `root=/dev/vda1`.',
  },
  {
    said: /Attempted to kill init! exitcode=0x([0-9a-f]+)/i,
    code: 'guest-failed',
    because: (said) => endOfInit(Number.parseInt(said[1] ?? '0', 16)),
    next: `${OTHER_ROOT} Its console shows what the program said before.`,
  },
  {
    said: /Attempted to kill the idle task|Kernel panic - not syncing: Fatal exception|Kernel mode fault/i,
    code: 'guest-failed',
    because: 'its kernel crashed',
    next: 'Take another kernel; its console shows the crash.',
  },
  {
    said: /Kernel panic - not syncing: (.*)/i,
    code: 'guest-failed',
    because: (said) => `its kernel panicked: ${said[1]}`,
    next: 'Take another kernel or image; its console shows what came before.',
  },
];

/** What ends a guest, or leaves it without doing anything any more. In the order in which they are looked for. */
export const fatalCauses: readonly Cause[] = [...memoryCauses, ...rootCauses];

/** What leaves a guest running, but not doing what it is for. */
export const standingCauses: readonly Cause[] = [
  {
    said: /^(?:\S+: )?(?:.*: )?(?:can't fork|cannot fork|fork: (?:retry: )?(?:Resource temporarily unavailable|Cannot allocate memory))/i,
    code: 'memory-short',
    because: 'no program in it can start another any more (can’t fork)',
    next: MORE_MEMORY,
    remedy: moreMemory,
  },
  {
    said: /^Out of memory: Kill(?:ed)? process \d+ \(([^)]{1,16})\)/,
    code: 'memory-short',
    because: (said) => `its memory is used up: its kernel ended ${said[1]}`,
    next: MORE_MEMORY,
    remedy: moreMemory,
  },
  {
    said: /^ALERT! +(\S+) does not exist|^Gave up waiting for root (?:file system )?device/,
    code: 'guest-failed',
    because: 'it does not find its root file system, and stands in the shell of its initrd',
    next: 'Check the disk, its interface and `root=` in the kernel arguments.',
  },
  {
    said: /^(?:You are in emergency mode|Entering emergency mode|Cannot open access to console, the root account is locked)/,
    code: 'guest-failed',
    because: 'its system came up in emergency mode',
    next: 'Log in at its console and look at `journalctl -xb`; a disk of its /etc/fstab may be missing.',
  },
  {
    said: /^Warning: unable to open an initial console/,
    code: 'guest-failed',
    because: 'it has no console: its root file system lacks /dev/console',
    next: OTHER_ROOT,
  },
  {
    said: /(?:blk_update_request: )?I\/O error, dev ((?:ubd|vd|sd|hd|nvme)\w+)/,
    code: 'guest-failed',
    because: (said) => `its disk ${said[1]} could not be read or written`,
    next: 'See that the disk of this computer has room and that the image is whole, and restart the machine.',
  },
];
