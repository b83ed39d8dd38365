/** What machines use of this computer, and the addresses that they have: a part of the contract. */
import { z } from 'zod';
import { idSchema } from '../kinds/fields/node-fields';

const nodeUsageSchema = z.object({
  /** Percent of one processor of this computer; null until two samples are there, or without processes. */
  cpu: z.number().nullable(),
  /** Bytes of memory that its processes hold; null for nodes without processes of their own. */
  memory: z.number().nullable(),
  /** IPv4 addresses, port by port: a built-in PC's own, and those that others announced by ARP. */
  addresses: z.array(z.string().max(15)),
});

export const usageEvents = {
  /** All nodes that run, once a second while a page watches usage. */
  'lab.usage': z.object({ nodes: z.record(idSchema, nodeUsageSchema) }),
} as const satisfies Record<string, z.ZodType>;

export type NodeUsage = z.infer<typeof nodeUsageSchema>;
