/** The network interfaces of this computer, as `ip -json` tells them (ip-address(8), ip-route(8)). */
import { existsSync } from 'node:fs';
import { z } from 'zod';
import type { HostInterface, InterfaceKind } from '../../../shared/lab/host-interfaces';
import { parseJson } from '../../../shared/text/json-check';
import { runProgram } from '../processes/run-program';

const TIMEOUT_MS = 5_000;
const FOREVER = 4_294_967_295;

/** An address as `ip addr add` takes it, and the name that IPv4 addresses can have. */
export interface AddressTexts {
  readonly text: string;
  readonly words: string[];
  readonly label: string;
}

interface RouteLabels {
  readonly family: '-4' | '-6';
  readonly words: string[];
}

export interface InterfaceState {
  readonly name: string;
  readonly kind: InterfaceKind;
  readonly mac: string;
  readonly isUp: boolean;
  /** The bridge or the like that it is part of; empty for none. */
  readonly master: string;
  readonly addresses: readonly AddressTexts[];
  readonly routes: readonly RouteLabels[];
  /** Whether it has a route that cannot be moved: over several paths, or through a tunnel. */
  readonly hasStrangeRoutes: boolean;
}

const addressSchema = z.object({
  family: z.string(),
  local: z.string().optional(),
  address: z.string().optional(),
  prefixlen: z.number(),
  broadcast: z.string().optional(),
  scope: z.string().optional(),
  label: z.string().optional(),
  metric: z.number().optional(),
  noprefixroute: z.boolean().optional(),
  nodad: z.boolean().optional(),
  temporary: z.boolean().optional(),
  valid_life_time: z.number().optional(),
  preferred_life_time: z.number().optional(),
});
const linkSchema = z.object({
  ifname: z.string(),
  flags: z.array(z.string()),
  link_type: z.string(),
  address: z.string().optional(),
  master: z.string().optional(),
  linkinfo: z.object({ info_kind: z.string().optional() }).optional(),
  addr_info: z.array(z.unknown()),
});
const routeSchema = z.object({
  dst: z.string(),
  dev: z.string().optional(),
  gateway: z.string().optional(),
  via: z.object({ family: z.string(), host: z.string() }).optional(),
  protocol: z.string().optional(),
  scope: z.string().optional(),
  prefsrc: z.string().optional(),
  metric: z.number().optional(),
  expires: z.number().optional(),
  flags: z.array(z.string()).optional(),
  nexthops: z.unknown().optional(),
  encap: z.unknown().optional(),
});
type Route = z.infer<typeof routeSchema>;

const option = (name: string, value: string | number | undefined) =>
  value === undefined ? [] : [name, String(value)];

/** Null for what comes by itself: link-local addresses, and IPv6's temporary ones. */
export function addressText(told: unknown): AddressTexts | null {
  const one = addressSchema.safeParse(told).data;
  if (one?.local === undefined || one.scope === 'link' || one.temporary) return null;
  const text = `${one.local}/${one.prefixlen}`;
  const isLasting = (one.valid_life_time ?? FOREVER) === FOREVER;
  const lifetimes = isLasting
    ? []
    : [
        ...option('valid_lft', one.valid_life_time),
        ...option('preferred_lft', one.preferred_life_time),
      ];
  const words = [
    ...(one.address === undefined
      ? [text]
      : [one.local, 'peer', `${one.address}/${one.prefixlen}`]),
    ...option('broadcast', one.broadcast),
    ...option('scope', one.scope),
    ...option('metric', one.metric),
    ...lifetimes,
    ...(one.noprefixroute ? ['noprefixroute'] : []),
    ...(one.nodad ? ['nodad'] : []),
  ];
  return { text, words, label: one.label ?? '' };
}

function routeLabel(family: RouteLabels['family'], route: Route): RouteLabels {
  const { via } = route;
  const gateway = via === undefined ? option('via', route.gateway) : ['via', via.family, via.host];
  const words = [
    route.dst,
    ...gateway,
    ...option('proto', route.protocol),
    ...option('scope', route.scope),
    ...option('src', route.prefsrc),
    ...option('metric', route.metric),
    ...option('expires', route.expires),
    ...(route.flags?.includes('onlink') ? ['onlink'] : []),
  ];
  return { family, words };
}

/** Routes that every interface with IPv6 has by itself. */
const isItsOwn = ({ dst }: Route) => /^(fe80|ff00|ff02):/.test(dst);
const hasGateway = (route: Route) => route.gateway !== undefined || route.via !== undefined;
/** A gateway must be reachable when a route over it is made. */
const gatewaysLast = (a: Route, b: Route) => Number(hasGateway(a)) - Number(hasGateway(b));

async function json<T>(ip: string, args: readonly string[], schema: z.ZodType<T>): Promise<T[]> {
  const { stdout } = await runProgram(ip, ['-json', ...args], TIMEOUT_MS);
  try {
    return z.array(schema).parse(parseJson(stdout));
  } catch {
    // Without IPv6 `ip` says nothing, and an interface may go away meanwhile.
    return [];
  }
}

const isOf = (name: string, what: string) => existsSync(`/sys/class/net/${name}/${what}`);

function kindOf(name: string, madeAs: string | undefined): InterfaceKind {
  if (madeAs === 'bridge') return 'bridge';
  if (madeAs === 'tun') return 'tap';
  if (isOf(name, 'wireless') || isOf(name, 'phy80211')) return 'wireless';
  return isOf(name, 'device') ? 'wired' : 'virtual';
}

async function ethernetLinks(ip: string) {
  const links = await json(ip, ['-details', 'addr', 'show'], linkSchema);
  return links.filter(({ link_type }) => link_type === 'ether');
}

/** All that a drawing could be bridged to, as people want to see it. */
export async function hostInterfaces(ip: string): Promise<HostInterface[]> {
  const [links, routes, routes6] = await Promise.all([
    ethernetLinks(ip),
    json(ip, ['-4', 'route', 'show', 'default'], routeSchema),
    json(ip, ['-6', 'route', 'show', 'default'], routeSchema),
  ]);
  const ways = new Set([...routes, ...routes6].map(({ dev }) => dev));
  return links.map((link) => ({
    name: link.ifname,
    kind: kindOf(link.ifname, link.linkinfo?.info_kind),
    isUp: link.flags.includes('UP'),
    addresses: link.addr_info.flatMap((told) => addressText(told)?.text ?? []),
    isDefaultWay: ways.has(link.ifname),
    master: link.master ?? '',
  }));
}

/** How an interface is; null if it is not there or is no Ethernet interface. */
export async function interfaceState(ip: string, name: string): Promise<InterfaceState | null> {
  const link = (await ethernetLinks(ip)).find(({ ifname }) => ifname === name);
  if (link === undefined) return null;
  const found = await Promise.all(
    (['-4', '-6'] as const).map(async (family) => {
      const routes = await json(ip, [family, 'route', 'show', 'dev', name], routeSchema);
      return routes.filter((route) => !isItsOwn(route)).map((route) => ({ family, route }));
    }),
  );
  const routes = found.flat().sort((a, b) => gatewaysLast(a.route, b.route));
  return {
    name,
    kind: kindOf(name, link.linkinfo?.info_kind),
    mac: link.address ?? '',
    isUp: link.flags.includes('UP'),
    master: link.master ?? '',
    addresses: link.addr_info.flatMap((told) => addressText(told) ?? []),
    routes: routes.map(({ family, route }) => routeLabel(family, route)),
    hasStrangeRoutes: routes.some(
      ({ route }) => route.nexthops !== undefined || route.encap !== undefined,
    ),
  };
}
