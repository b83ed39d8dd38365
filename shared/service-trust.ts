/** The calls of the contract about what a lab may do on this computer. */
import { z } from 'zod';
import { idSchema } from './node-fields';
import { permissionSchema } from './trust/permissions';

const nodes = z.union([z.literal('all'), z.array(idSchema).max(10_000)]);

/**
 * Says that an edit was made by the user's own hand in this window. What it asks for anew is agreed to,
 * but for nodes that came from elsewhere: pasted, or out of a file.
 */
export const byHandSchema = z.object({ strange: z.array(idSchema).max(10_000) });

export const trustCalls = {
  /** What these nodes would do on this computer, with the switches around them, and nobody agreed to. */
  'permissions.pending': {
    params: z.object({ nodes }),
    result: z.object({ permissions: z.array(permissionSchema) }),
  },
  /** The user has read them and agrees. `remember`: also when this lab is opened again. */
  'permissions.grant': {
    params: z.object({ keys: z.array(z.string().max(100)).max(10_000), remember: z.boolean() }),
    result: z.object({}),
  },
} as const satisfies Record<string, { params: z.ZodType; result: z.ZodType }>;

export type ByHand = z.infer<typeof byHandSchema>;
