/**
 * What the window can do about a failure or a finding with one press, as data: an edit of the drawing that
 * can be undone, or a place to go to. Who finds out what is wrong names the remedy; the page carries it out.
 */
import { z } from 'zod';
import { cardModels } from '../net/card-models';

const mebibytes = z.number().int().min(16).max(1_048_576);

export const remedySchema = z.discriminatedUnion('do', [
  /** Takes a User-Mode Linux kernel that runs here, and fetches one first where there is none. */
  z.object({ do: z.literal('take-uml-kernel') }),
  /** Adds words to the kernel's command line, those that are not there yet. */
  z.object({ do: z.literal('add-kernel-words'), words: z.array(z.string().max(200)).max(10) }),
  /** Replaces the cards of some models by those of another. */
  z.object({
    do: z.literal('take-card-model'),
    model: z.enum(cardModels),
    instead: z.array(z.enum(cardModels)).max(cardModels.length),
  }),
  z.object({ do: z.literal('set-accelerator'), accel: z.enum(['auto', 'tcg']) }),
  z.object({ do: z.literal('set-memory'), mebibytes }),
  /** The most memory that the programs of a namespace host may take. */
  z.object({ do: z.literal('set-memory-limit'), mebibytes }),
  /** Writes to an overlay instead of the image itself. */
  z.object({ do: z.literal('use-overlays') }),
  /** Gives a field of the node another value; the document's schema decides whether it may have it. */
  z.object({
    do: z.literal('set-field'),
    field: z.string().max(50),
    value: z.unknown(),
    /** What the button says: "Use 10.0.0.3/24". */
    label: z.string().max(300),
  }),
  /** Moves an end of the cable to the lowest free port of the same node. */
  z.object({ do: z.literal('move-cable'), side: z.enum(['a', 'b']) }),
  /** Stops the node and starts it again, as it is drawn now. */
  z.object({ do: z.literal('restart') }),
  /** Makes a port of a switch carry VLANs with their tags, beside those that it carries already. */
  z.object({
    do: z.literal('make-trunk'),
    port: z.number().int().min(1),
    vlans: z.union([z.literal('all'), z.array(z.number().int())]),
  }),
  /** Turns the spanning tree on for all switches of a loop. */
  z.object({ do: z.literal('turn-tree-on') }),
  /** Opens the machine's screen. */
  z.object({ do: z.literal('open-screen') }),
]);

export type Remedy = z.infer<typeof remedySchema>;
