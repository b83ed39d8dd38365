/** The network interfaces of this computer that a tap can be bridged to. */
import { z } from 'zod';

const interfaceKinds = ['wired', 'wireless', 'bridge', 'tap', 'virtual'] as const;
export type InterfaceKind = (typeof interfaceKinds)[number];

export const hostInterfaceSchema = z.object({
  name: z.string(),
  kind: z.enum(interfaceKinds),
  isUp: z.boolean(),
  /** With their prefix lengths. */
  addresses: z.array(z.string()),
  /** Whether a default route leads over it: the way to the internet, as a rule. */
  isDefaultWay: z.boolean(),
  /** The bridge that it is in; empty for none. */
  master: z.string(),
});
export type HostInterface = z.infer<typeof hostInterfaceSchema>;
