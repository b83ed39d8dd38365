/** How a running node differs from its drawing; it takes the rest when it is restarted. */
import { z } from 'zod';
import { failureSchema } from '../failure/failure';
import { nodeSchema } from '../kinds/registry';

export const driftSchema = z.object({
  /** The node as it runs: what it was started with, and what it took since. */
  runs: nodeSchema,
  /** The fields in which the drawing differs. */
  fields: z.array(z.string().max(40)).min(1),
  /** Of a switch: the ports of clients from outside, which a restart sends away. */
  clients: z.array(z.number().int()),
  /** Why it did not take a field as it runs, where it might have. */
  refused: failureSchema.nullable(),
});

export type Drift = z.infer<typeof driftSchema>;
