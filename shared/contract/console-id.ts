/** How consoles are named between page and service. */
import { z } from 'zod';

/** The consoles that a node may have. */
export const channels = ['console', 'monitor'] as const;
/** `<node id>:<channel>` names a console. */
export const consoleIdSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}:(console|monitor)$/);
export type Channel = (typeof channels)[number];
export type ConsoleId = string;

export const consoleId = (node: string, channel: Channel): ConsoleId => `${node}:${channel}`;
