/**
 * Joining a tap to a bridge of this computer (ip-link(8), ip-address(8), ip-route(8)), purely: what has
 * to be done, and what puts everything back. An interface that is in no bridge gets one made around it,
 * which takes over its addresses and routes, because an interface in a bridge uses neither.
 */
import { z } from 'zod';
import { interfaceName } from '../../../shared/kinds/fields/node-fields';
import type { InterfaceState } from './interfaces';

/** One word for `ip`, which cannot be taken for an option. */
const word = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.:/%-]*$|^::(\/\d+)?$/);
const words = z.array(word).min(1).max(30);

/** An interface that gets a bridge around it, as it was before. */
const portSchema = z.object({
  interface: interfaceName,
  mac: z.string().regex(/^[0-9a-f:]{17}$/),
  isUp: z.boolean(),
  /** Arguments of `ip addr add`, the address first; `label` holds its old name, if it had one. */
  addresses: z.array(z.object({ words, label: z.string().regex(/^[A-Za-z0-9_.:-]{0,15}$/) })),
  /** Arguments of `ip route replace`, those without a gateway first. */
  routes: z.array(z.object({ family: z.enum(['-4', '-6']), words })),
});
type BridgePort = z.infer<typeof portSchema>;

/** Also what the journal keeps of it, so nothing in it may be more than it says. */
export const bridgePlanSchema = z.object({
  tap: interfaceName,
  /** Whether the tap stays when it is closed; what goes away need not be put back. */
  tapLasts: z.boolean(),
  tapWasUp: z.boolean(),
  /** The bridge that it was in before; empty for none. */
  tapMaster: z.union([interfaceName, z.literal('')]),
  /** The bridge that it gets into. */
  bridge: interfaceName,
  /** What the bridge is made around; null if the bridge is there already. */
  port: portSchema.nullable(),
});
export type BridgePlan = z.infer<typeof bridgePlanSchema>;

/** Linux's limit for names of interfaces. */
const MAX_NAME = 15;

/** The name of the bridge around an interface. */
export function bridgeName(name: string): string {
  return `br-${name}`.slice(0, MAX_NAME);
}

/** What is still to be done. Nothing is moved before the interface has let itself be put into the bridge. */
export function bridgeCommands({ tap, tapWasUp, tapMaster, bridge, port }: BridgePlan): string[][] {
  return [
    ...(port === null ? [] : makeCommands(bridge, port)),
    ...(tapMaster === bridge ? [] : [['link', 'set', 'dev', tap, 'master', bridge]]),
    ...(tapWasUp ? [] : [['link', 'set', 'dev', tap, 'up']]),
  ];
}

function makeCommands(bridge: string, port: BridgePort): string[][] {
  const { interface: name, mac, isUp, addresses, routes } = port;
  // Deleting an address deletes those that came after it in its network, so the last one goes first.
  const deletions = addresses.map((address) => ['addr', 'del', address.words[0]!, 'dev', name]);
  return [
    // With the interface's own Ethernet address others go on to reach this computer as before.
    ['link', 'add', 'name', bridge, 'address', mac, 'type', 'bridge'],
    ['link', 'set', 'dev', name, 'master', bridge],
    ...(isUp ? [] : [['link', 'set', 'dev', name, 'up']]),
    ['link', 'set', 'dev', bridge, 'up'],
    ...deletions.reverse(),
    ...addresses.map((address) => ['addr', 'replace', ...address.words, 'dev', bridge]),
    ...routes.map((route) => [route.family, 'route', 'replace', ...route.words, 'dev', bridge]),
  ];
}

/** What puts everything back to how it was; what is so already does no harm. */
export function unbridgeCommands(plan: BridgePlan): string[][] {
  const { tap, tapLasts, tapWasUp, tapMaster, bridge, port } = plan;
  const leave = tapMaster === '' ? ['nomaster'] : ['master', tapMaster];
  const release = tapMaster === bridge ? [] : [['link', 'set', 'dev', tap, ...leave]];
  const putDown = tapWasUp ? [] : [['link', 'set', 'dev', tap, 'down']];
  return [
    ...(tapLasts ? [...release, ...putDown] : []),
    ...(port === null ? [] : removeCommands(bridge, port)),
  ];
}

function removeCommands(bridge: string, port: BridgePort): string[][] {
  const { interface: name, isUp, addresses, routes } = port;
  const labelled = (label: string) => (label === '' ? [] : ['label', label]);
  return [
    ['link', 'del', 'dev', bridge],
    // An IPv6 address goes when the interface goes down, so that comes first.
    ...(isUp ? [] : [['link', 'set', 'dev', name, 'down']]),
    ...addresses.map((address) => [
      ...['addr', 'replace', ...address.words],
      ...[...labelled(address.label), 'dev', name],
    ]),
    ...routes.map((route) => [route.family, 'route', 'replace', ...route.words, 'dev', name]),
  ];
}

/**
 * How the tap gets into the bridge that was asked for: the interface itself, the one that it is in, or
 * a new one around it.
 *
 * @param tap null if it is still to be made
 */
export function planBridge(
  tapName: string,
  tap: InterfaceState | null,
  tapLasts: boolean,
  wanted: InterfaceState,
): BridgePlan {
  const isThere = wanted.kind === 'bridge' || wanted.master !== '';
  const bridge = wanted.kind === 'bridge' ? wanted.name : wanted.master || bridgeName(wanted.name);
  return {
    tap: tapName,
    tapLasts,
    tapWasUp: tap?.isUp ?? false,
    tapMaster: tap?.master ?? '',
    bridge,
    port: isThere
      ? null
      : {
          interface: wanted.name,
          mac: wanted.mac,
          isUp: wanted.isUp,
          addresses: wanted.addresses.map(({ words, label }) => ({ words, label })),
          routes: [...wanted.routes],
        },
  };
}
