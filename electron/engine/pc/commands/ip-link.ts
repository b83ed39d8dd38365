/** ip link: show the cards, switch them off and on. */

import { CommandError, type Session } from '../shell/command';
import type { Card } from '../stack/card';
import { macText } from '../wire/ethernet';
import { cardArgument, type IpObject } from './ip-arguments';

export const LOOPBACK_HEADING =
  '1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000\n    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00\n';

export const ipLink: IpObject = {
  name: 'link',
  verbs: ['set', 'show', 'list', 'lst'],
  run(verb, args, session) {
    return verb === 'set' ? set(args, session) : show(args, session);
  },
};

/** The two lines that stand above the addresses of a card. */
export function cardHeading(card: Card): string {
  const state = card.up && card.hasCarrier ? 'UP' : 'DOWN';
  const first = `${card.index + 2}: ${card.name}: <${flagsOf(card)}> mtu 1500 qdisc fq_codel state ${state}`;
  return `${first} group default qlen 1000\n    link/ether ${macText(card.mac)} brd ff:ff:ff:ff:ff:ff\n`;
}

function flagsOf({ up, hasCarrier }: Card): string {
  if (!up) return 'BROADCAST,MULTICAST';
  return hasCarrier ? 'BROADCAST,MULTICAST,UP,LOWER_UP' : 'NO-CARRIER,BROADCAST,MULTICAST,UP';
}

function show(args: readonly string[], { host, print }: Session): number {
  const name = args[0] === 'dev' ? args[1] : args[0];
  if (name === undefined || name === 'lo') print(LOOPBACK_HEADING);
  if (name === 'lo') return 0;
  const cards = name === undefined ? host.cards : [cardArgument(name, host)];
  for (const card of cards) print(cardHeading(card));
  return 0;
}

function set(args: readonly string[], { host }: Session): number {
  const [name, ...changes] = args[0] === 'dev' ? args.slice(1) : args;
  if (name === undefined) {
    throw new CommandError('Not enough information: "dev" argument is required.');
  }
  const card = cardArgument(name, host);
  const [change, extra] = changes;
  if ((change !== 'up' && change !== 'down') || extra !== undefined) {
    throw new CommandError(`Error: only "up" or "down" can be set: ip link set ${name} up.`);
  }
  card.up = change === 'up';
  if (card.up) for (const own of card.addresses) host.arp.announce(card, own.address);
  else {
    host.routes.removeThrough(card);
    host.arp.flush(card);
  }
  return 0;
}
