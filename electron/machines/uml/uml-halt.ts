/**
 * Asks a User-Mode Linux machine to end, through its management console: write everything out, mount
 * the file systems read-only, and halt. A SIGTERM alone would leave them as after a power cut.
 *
 * Not `cad`, which stands for Ctrl-Alt-Del and lets the guest shut its services down: what a guest does
 * on it is its own affair, and the usual thing (sysvinit, systemd, busybox, a kernel without an init
 * that claims it) is to reboot. UML would start itself again.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { Mconsole } from './mconsole';

const POLL_MS = 20;

/**
 * Resolves when the kernel has taken the order to halt; rejects when it cannot be asked, refuses, or
 * the signal aborts. Writing out takes as long as it takes: the signal is its only limit.
 *
 * @param path the machine's management socket
 * @param ownPath where our end of it is made; it is removed again
 */
export async function haltUml(path: string, ownPath: string, signal: AbortSignal): Promise<void> {
  const console = new Mconsole(path, ownPath);
  try {
    await console.ask('sysrq s', signal);
    await console.ask('sysrq u', signal);
    // Both are only begun when they are answered, and a halt would overtake them.
    while (hasWritableDisk(await console.ask('proc 1/mounts', signal))) {
      await delay(POLL_MS, undefined, { signal });
    }
    await console.ask('halt', signal);
  } finally {
    console.close();
  }
}

/** Whether a list of mounts, as in /proc/mounts, has a device that is mounted for writing. */
export function hasWritableDisk(mounts: string): boolean {
  return mounts.split('\n').some((line) => {
    const [device, , , options] = line.split(' ');
    return device?.startsWith('/dev/') === true && options?.split(',').includes('rw') === true;
  });
}
