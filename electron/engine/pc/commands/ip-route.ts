/** ip route: show, add, replace, delete routes, and ask which one an address takes. */

import { CommandError, type Session } from '../shell/command';
import type { Host } from '../stack/host';
import { formatAddress } from '../stack/ipv4-address';
import { MAX_STATIC_ROUTES, type StaticRoute } from '../stack/routes';
import {
  addressArgument,
  cardArgument,
  type IpObject,
  keywordArguments,
  networkArgument,
} from './ip-arguments';

export const ipRoute: IpObject = {
  name: 'route',
  verbs: ['list', 'show', 'lst', 'get', 'add', 'replace', 'delete', 'flush'],
  run(verb, args, session) {
    if (verb === 'list' || verb === 'show' || verb === 'lst') return show(session);
    if (verb === 'get') return get(args, session);
    if (verb === 'flush') throw new CommandError('Delete routes one by one: ip route del PREFIX.');
    if (verb === 'delete') return remove(args, session.host);
    return add(args, session.host, verb === 'replace');
  },
};

function show({ host, print }: Session): number {
  for (const line of host.routes.describe()) print(`${line}\n`);
  return 0;
}

function get(args: readonly string[], { host, print }: Session): number {
  const address = addressArgument(args[0] ?? '');
  const text = formatAddress(address);
  if (host.ipv4.isOwn(address)) {
    print(
      `local ${text} dev lo src ${formatAddress(host.ipv4.sourceFor(address)!)}\n    cache <local>\n`,
    );
    return 0;
  }
  const hop = host.routes.lookup(address);
  if (hop === null) throw new CommandError('RTNETLINK answers: Network is unreachable', 2);
  const via = hop.address === address ? '' : ` via ${formatAddress(hop.address)}`;
  print(`${text}${via} dev ${hop.card.name} src ${formatAddress(hop.source)}\n    cache\n`);
  return 0;
}

function given(args: readonly string[], host: Host) {
  const found = keywordArguments(args, ['via', 'dev', 'to', 'metric', 'proto', 'scope'], 'to');
  const [target, via, dev] = [found.get('to'), found.get('via'), found.get('dev')];
  if (target === undefined) {
    throw new CommandError(
      'Not enough information: name a network or "default", as in "ip route add default via 10.0.0.254".',
    );
  }
  return {
    prefix: networkArgument(target),
    gateway: via === undefined ? null : addressArgument(via),
    card: dev === undefined ? null : cardArgument(dev, host),
  };
}

function add(args: readonly string[], host: Host, replace: boolean): number {
  const wanted = given(args, host);
  const { prefix, gateway } = wanted;
  const through = gateway === null ? null : host.routes.connected(gateway);
  if (gateway !== null && (through === null || host.ipv4.isOwn(gateway))) {
    throw new CommandError(
      'Error: Nexthop has invalid gateway.\nA gateway is another host in a network of this PC; "ip addr" shows these networks.',
      2,
    );
  }
  const card = wanted.card ?? through;
  if (card === null || (through !== null && card !== through)) {
    throw new CommandError(
      'RTNETLINK answers: No such device\nSay "via GATEWAY" or "dev CARD".',
      2,
    );
  }
  if (!card.up) throw new CommandError('Error: Device for nexthop is not up.', 2);
  return store({ prefix, gateway, card }, host, replace);
}

function store(route: StaticRoute, host: Host, replace: boolean): number {
  const known = host.routes.find(route.prefix, null, null);
  if (known !== undefined && !replace) {
    throw new CommandError(
      'RTNETLINK answers: File exists\nThere is a route to this network already: use "ip route replace", or delete it first.',
      2,
    );
  }
  if (known !== undefined) host.routes.remove(known);
  if (host.routes.statics.length >= MAX_STATIC_ROUTES) {
    throw new CommandError(`Error: a PC takes at most ${MAX_STATIC_ROUTES} routes.`, 2);
  }
  host.routes.add(route);
  return 0;
}

function remove(args: readonly string[], host: Host): number {
  const { prefix, gateway, card } = given(args, host);
  const route = host.routes.find(prefix, gateway, card);
  if (route === undefined) {
    throw new CommandError(
      'RTNETLINK answers: No such process\nThere is no such route; see "ip route".',
      2,
    );
  }
  host.routes.remove(route);
  return 0;
}
