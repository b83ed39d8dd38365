/** How often the kernel of this computer has killed a program because memory ran out. */
import { readFileSync } from 'node:fs';

/**
 * Since it was booted, in all control groups: the limit of a group counts too. 0 where the kernel does not say,
 * as before Linux 4.13.
 */
export function memoryKills(): number {
  try {
    const counters = readFileSync('/proc/vmstat', 'latin1');
    return Number(/^oom_kill (\d+)$/m.exec(counters)?.[1] ?? 0);
  } catch {
    // A /proc that hides it: a machine that was killed is then told as that, without the reason.
    return 0;
  }
}
