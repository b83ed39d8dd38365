/** Which process wrote something down, beyond the reuse of process numbers and across reboots. */
import { readFileSync, readlinkSync } from 'node:fs';
import { z } from 'zod';
import { identityOf, isSameProcessAlive } from './process-identity';

export const ownerSchema = z.object({
  pid: z.number().int(),
  startTime: z.number(),
  /** Process numbers mean something only within one boot and one PID namespace. */
  boot: z.string(),
  namespace: z.string(),
});
export type Owner = z.infer<typeof ownerSchema>;

export function thisOwner(): Owner {
  const identity = identityOf(process.pid);
  if (identity === null) throw new Error('/proc does not show this process');
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  return { ...identity, boot, namespace: readlinkSync('/proc/self/ns/pid') };
}

/** Whether it still runs. One in another PID namespace cannot be seen from here and counts as alive. */
export function isOwnerAlive(owner: Owner): boolean {
  const { boot, namespace } = thisOwner();
  if (owner.boot !== boot) return false;
  return owner.namespace !== namespace || isSameProcessAlive(owner);
}
