/** The calls of the contract about what a lab may do on this computer. */
import { z } from 'zod';
import { idSchema } from '../kinds/fields/node-fields';
import { permissionSchema } from '../trust/permissions';

const nodes = z.union([z.literal('all'), z.array(idSchema).max(10_000)]);

/**
 * Says that an edit was made by the user's own hand in this window. What it asks for anew is agreed to,
 * but for nodes that came from elsewhere: pasted, or out of a file.
 */
export const byHandSchema = z.object({ untrusted: z.array(idSchema).max(10_000) });

/** That a document names disks which another file's machines wrote. */
const disksQuestionSchema = z.object({
  /** The file whose they are; null if that is not known. */
  path: z.string().nullable(),
  /** It is the same file, but somebody else changed it. */
  isChanged: z.boolean(),
});
/** What a copy of a lab gets: what its machines wrote, or nothing. */
export const disksOfCopySchema = z.enum(['copy', 'fresh']);
export type DisksOfCopy = z.infer<typeof disksOfCopySchema>;

/** What became of the disks when a lab was saved; null if there were none, or it stays the same lab. */
export const copiedDisksSchema = z.enum(['copied', 'fresh']).nullable();
export type CopiedDisks = z.infer<typeof copiedDisksSchema>;

export type DisksQuestion = z.infer<typeof disksQuestionSchema>;

export const trustCalls = {
  /** What has to be answered before these nodes use disks that another file's machines wrote. */
  'disks.question': {
    params: z.object({ nodes }),
    result: z.object({ question: disksQuestionSchema.nullable() }),
  },
  /** `use`: the disks that are there. `own`: the lab gets an id and disks of its own. */
  'disks.answer': {
    params: z.object({ answer: z.enum(['use', 'own']) }),
    result: z.object({}),
  },
  /** What a copy of the lab takes along that is saved there, or anywhere; null if it is no copy, or nothing was written. */
  'disks.ofCopy': {
    params: z.object({ path: z.string().max(4096).optional() }),
    result: z.object({
      copy: z
        .object({
          /** What the machines wrote, in bytes. */
          bytes: z.number(),
          /** Names of machines that write now, and are stopped before. */
          running: z.array(z.string()),
        })
        .nullable(),
    }),
  },
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
