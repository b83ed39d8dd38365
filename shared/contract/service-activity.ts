/** The log of what happened in the lab and to the drawing: a part of the contract. */
import { z } from 'zod';
import { idSchema } from '../kinds/fields/node-fields';

/** The oldest entries give way to new ones. */
export const MAX_ACTIVITY_ENTRIES = 2_000;

const activityLevels = ['info', 'warning', 'failure'] as const;
/**
 * `run`: nodes that start, stop and fail. `loop`: frames that went round. `client`: external clients that
 * join switches. `edit`: steps of the drawing's history. `file`: opened and saved. `message`: what was shown
 * as a message.
 */
const activityTopics = ['run', 'loop', 'client', 'edit', 'file', 'message'] as const;

const happened = {
  level: z.enum(activityLevels),
  /** What happened, as a sentence. */
  text: z.string().max(1000),
  /** What can be done about it; empty for nothing. */
  next: z.string().max(2000),
  /** The node or cable that it is about. */
  record: idSchema.nullable(),
};

const activityEntrySchema = z.object({
  ...happened,
  topic: z.enum(activityTopics),
  /** Grows by one with each entry. */
  id: z.number().int(),
  /** Milliseconds since 1970. */
  at: z.number(),
});

const entries = z.object({ entries: z.array(activityEntrySchema).max(MAX_ACTIVITY_ENTRIES) });

export const activityCalls = {
  /** All that is remembered, the newest last. */
  'activity.list': { params: z.object({}), result: entries },
  /** What only a page knows: its edits by their names, and messages that it showed. */
  'activity.report': {
    params: z.object({ ...happened, topic: z.enum(['edit', 'message']) }),
    result: z.object({}),
  },
} as const satisfies Record<string, { params: z.ZodType; result: z.ZodType }>;

export const activityEvents = {
  /** New entries, the newest last. */
  'activity.added': entries,
} as const satisfies Record<string, z.ZodType>;

export type ActivityEntry = z.infer<typeof activityEntrySchema>;
export type ActivityLevel = ActivityEntry['level'];
export type ActivityTopic = ActivityEntry['topic'];
