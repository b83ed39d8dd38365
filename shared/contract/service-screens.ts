/**
 * The calls and events of the contract that carry the screens of graphical machines: the bytes of the
 * remote framebuffer protocol (RFC 6143), which the page speaks with the machine, in base64.
 */
import { z } from 'zod';
import { idSchema } from '../kinds/fields/node-fields';

const nothing = z.object({});
const screen = z.number().int().min(1);

export const screenCalls = {
  /** Opens a connection to the screen of a running machine; it belongs to this page. */
  'screen.open': { params: z.object({ node: idSchema }), result: z.object({ screen }) },
  'screen.write': {
    params: z.object({ screen, data: z.base64().max(1_000_000) }),
    result: nothing,
  },
  /** Says that so many bytes have been taken in, so that more may come (flow control). */
  'screen.acknowledge': {
    params: z.object({ screen, bytes: z.number().int().min(0) }),
    result: nothing,
  },
  'screen.close': { params: z.object({ screen }), result: nothing },
} as const satisfies Record<string, { params: z.ZodType; result: z.ZodType }>;

export const screenEvents = {
  'screen.data': z.object({ screen, data: z.string() }),
  'screen.closed': z.object({ screen }),
} as const satisfies Record<string, z.ZodType>;
