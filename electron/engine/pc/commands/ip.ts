/** ip: the command of iproute2 for addresses, cards, routes and neighbours. */

import { type Command, CommandError } from '../shell/command';
import { keywordOf } from './abbreviation';
import { ipAddress } from './ip-address';
import type { IpObject } from './ip-arguments';
import { ipLink } from './ip-link';
import { ipNeigh } from './ip-neigh';
import { ipRoute } from './ip-route';
import { seeHelp } from './options';

/** In iproute2's order: `ip a`, `ip r`, `ip l` and `ip n` mean these. */
const objects: readonly IpObject[] = [ipAddress, ipRoute, ipLink, ipNeigh];
const objectNames = ['address', 'route', 'link', 'neighbour', 'neighbor'] as const;

export const ip: Command = {
  name: 'ip',
  usage: [
    'ip addr [show [dev CARD]]',
    'ip addr add|del ADDRESS/BITS dev CARD',
    'ip addr flush dev CARD',
    'ip link [show [dev CARD]]',
    'ip link set CARD up|down',
    'ip route [show] | ip route get ADDRESS',
    'ip route add|replace|del default|NETWORK/BITS [via GATEWAY] [dev CARD]',
    'ip neigh [show|flush] [dev CARD]',
  ],
  summary: 'show and change addresses, cards, routes and neighbours',
  details: [
    'Words can be shortened: "ip a", "ip r".',
    'The cards are up when the PC starts. For example:',
    '  ip addr add 10.0.0.1/24 dev eth0',
    '  ip route add default via 10.0.0.254',
  ],
  run(args, session) {
    const [first = '', second, ...rest] = args.filter((arg) => arg !== '-4');
    if (first === '' || first === 'help') throw new CommandError(seeHelp('ip'));
    const object = objectOf(first);
    if (object === undefined) {
      throw new CommandError(`Object "${first}" is unknown, try "help ip".`);
    }
    if (second === undefined) return object.run('show', [], session);
    if (second === 'help') throw new CommandError(seeHelp('ip'));
    const verb = keywordOf(second, object.verbs);
    if (verb !== null) return object.run(verb, rest, session);
    throw new CommandError(`Command "${second}" is unknown, try "help ip".`);
  },
  complete(args, host) {
    const [first, second] = args;
    if (first === undefined) return ['addr', 'link', 'route', 'neigh'];
    if (second === undefined) return verbsToOffer[objectOf(first)?.name ?? ''] ?? [];
    const last = args.at(-1);
    const cards = host.cards.map((card) => card.name);
    if (last === 'dev') return cards;
    if (objectOf(first) === ipLink && last === 'set') return cards;
    if (objectOf(first) === ipLink && args[1] === 'set') return ['up', 'down'];
    return objectOf(first) === ipRoute ? ['default', 'via', 'dev'] : ['dev'];
  },
};

const verbsToOffer: Readonly<Record<string, readonly string[]>> = {
  address: ['show', 'add', 'del', 'flush'],
  link: ['show', 'set'],
  route: ['show', 'add', 'del', 'replace', 'get'],
  neighbour: ['show', 'flush'],
};

function objectOf(word: string): IpObject | undefined {
  const name = keywordOf(word, objectNames);
  return objects.find((object) => object.name === (name === 'neighbor' ? 'neighbour' : name));
}
