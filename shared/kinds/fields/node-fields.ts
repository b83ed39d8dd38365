/** The fields that records of different kinds share, with what may stand in them. */
import { z } from 'zod';
import { field } from './field';

/** `constructor` would be found on every plain object, so no record may be called so. */
export const idSchema = z
  .string()
  .regex(
    /^(?!constructor$)[a-z0-9][a-z0-9-]{0,31}$/,
    'it is not an id (lower-case letters, digits and hyphens, at most 32)',
  );

export const coordinate = z.number().finite().min(-1e6).max(1e6);

/** Text without NUL and line breaks, so that it is one argument and one line in a script. */
export const lineOfText = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[^\0\r\n]*$/, 'it has a line break, or a character 0');

/** Text of several lines, as a person types it; no NUL, which no file of text has. */
export const linesOfText = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[^\0\r]*$/, 'it has a carriage return, or a character 0');

export const path = lineOfText(4096);
export const mac = z
  .string()
  .regex(
    /^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/i,
    'it is not an Ethernet address, like 02:00:00:00:00:01',
  );
/** Name of a network interface of this host; the kernel allows 15 characters. */
export const interfaceName = z
  .string()
  .regex(
    /^[A-Za-z0-9_.-]{1,15}$/,
    'it is not the name of an interface (1 to 15 letters, digits, or one of . _ -)',
  );

/** What is written down only of nodes that are locked, or in a group: most are neither. */
export const arranged = {
  /** It stays where it is until it is unlocked. */
  locked: z.literal(true).optional(),
  /** Id of the group that it is in. */
  memberOf: idSchema.optional(),
};

/** Shown under the symbol; also the host name of machines that can take one. */
export const nameField = field(lineOfText(40).min(1), { label: 'Name', isOwn: true });

export const placed = {
  id: idSchema,
  name: nameField,
  /** Position of the symbol's top left corner on the canvas, in pixels at zoom 1. */
  x: coordinate,
  y: coordinate,
  ...arranged,
};

/** What tells that a node is ready, so that those after it in the order may start. */
const readinessSchema = z.discriminatedUnion('by', [
  /** It runs. */
  z.object({ by: z.literal('up') }),
  /** It printed this text on its console. */
  z.object({ by: z.literal('text'), text: lineOfText(200).min(1) }),
  /** One of its cards sent a frame. */
  z.object({ by: z.literal('frame') }),
  /** So many seconds have passed since it was up. */
  z.object({ by: z.literal('time'), seconds: z.number().int().min(1).max(3600) }),
]);

/** When a node starts within a lab that is started. Switches and hubs are there before all others. */
export const startSchema = z.object({
  /** Nodes start when all with a lower number are ready; those with the same number together. */
  order: z.number().int().min(0).max(99),
  /** Seconds to wait once its turn has come. */
  delay: z.number().int().min(0).max(3600),
  ready: readinessSchema,
  /** Seconds after which those behind it do not wait for it any longer. */
  patience: z.number().int().min(1).max(3600),
});

export type Readiness = z.infer<typeof readinessSchema>;
export type StartSettings = z.infer<typeof startSchema>;

/** Starts with the others, at once. */
export const startAtOnce: StartSettings = {
  order: 0,
  delay: 0,
  ready: { by: 'up' },
  patience: 300,
};
