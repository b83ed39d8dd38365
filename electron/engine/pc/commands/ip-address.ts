/** ip address: show, add, delete and flush the addresses of the cards. */

import { CommandError, type Session } from '../shell/command';
import { type Card, MAX_ADDRESSES_PER_CARD } from '../stack/card';
import type { Host } from '../stack/host';
import { broadcastOf, formatAddress, isHostAddress, type Prefix } from '../stack/ipv4-address';
import { cardArgument, type IpObject, keywordArguments, prefixArgument } from './ip-arguments';
import { cardHeading, LOOPBACK_HEADING } from './ip-link';

const FOREVER = '       valid_lft forever preferred_lft forever\n';
const LOOPBACK = `${LOOPBACK_HEADING}    inet 127.0.0.1/8 scope host lo\n${FOREVER}`;

export const ipAddress: IpObject = {
  name: 'address',
  verbs: ['add', 'change', 'replace', 'delete', 'show', 'list', 'lst', 'flush'],
  run(verb, args, session) {
    if (verb === 'show' || verb === 'list' || verb === 'lst') return show(args, session);
    if (verb === 'flush') return flush(args, session.host);
    const given = keywordArguments(args, ['dev', 'local', 'broadcast', 'brd', 'label'], 'local');
    const text = given.get('local');
    if (text === undefined) {
      throw new CommandError('Not enough information: an address such as 10.0.0.1/24 is required.');
    }
    const prefix = prefixArgument(text);
    const card = requiredCard(given.get('dev'), session.host);
    return verb === 'delete'
      ? remove(card, prefix, session.host)
      : add(card, prefix, verb, session);
  },
};

function requiredCard(name: string | undefined, host: Host): Card {
  if (name !== undefined) return cardArgument(name, host);
  throw new CommandError('Not enough information: "dev" argument is required.');
}

function show(args: readonly string[], { host, print }: Session): number {
  const name = keywordArguments(args, ['dev'], 'dev').get('dev');
  if (name === 'lo' || name === undefined) print(LOOPBACK);
  if (name === 'lo') return 0;
  if (name !== undefined && host.card(name) === undefined) {
    throw new CommandError(`Device "${name}" does not exist.`);
  }
  for (const card of host.cards) {
    if (name === undefined || card.name === name) print(cardHeading(card) + addressLines(card));
  }
  return 0;
}

function addressLines(card: Card): string {
  return card.addresses
    .map((own) => {
      const broadcast = broadcastOf(own);
      const brd = broadcast === null ? '' : ` brd ${formatAddress(broadcast)}`;
      const address = `${formatAddress(own.address)}/${own.length}`;
      return `    inet ${address}${brd} scope global ${card.name}\n${FOREVER}`;
    })
    .join('');
}

function add(card: Card, prefix: Prefix, verb: string, { host }: Session): number {
  const { address, length } = prefix;
  if (host.cards.some((one) => one.owns(address))) {
    if (verb !== 'add' && card.owns(address)) return 0;
    throw new CommandError('Error: ipv4: Address already assigned.', 2);
  }
  const reserved = length <= 30 && (broadcastOf(prefix) === address || isNetwork(prefix));
  if (!isHostAddress(address) || length === 0 || reserved) {
    throw new CommandError(
      `Error: ipv4: ${formatAddress(address)}/${length} cannot be the address of a host.\nTake one between the network's first and last address.`,
      2,
    );
  }
  if (card.addresses.length >= MAX_ADDRESSES_PER_CARD) {
    throw new CommandError(`Error: a card takes at most ${MAX_ADDRESSES_PER_CARD} addresses.`, 2);
  }
  card.addresses.push(prefix);
  if (card.up) host.arp.announce(card, address);
  return 0;
}

function isNetwork({ address, length }: Prefix): boolean {
  return (address << length) >>> 0 === 0;
}

/** As in iproute2, the length may be left out. */
function remove(card: Card, prefix: Prefix, host: Host): number {
  const index = card.addresses.findIndex(
    (own) =>
      own.address === prefix.address && (own.length === prefix.length || prefix.length === 32),
  );
  if (index === -1) {
    throw new CommandError('Error: ipv4: Address not found.\nSee "ip addr" for what there is.', 2);
  }
  card.addresses.splice(index, 1);
  forgetUnused(card, host);
  return 0;
}

function flush(args: readonly string[], host: Host): number {
  const name = keywordArguments(args, ['dev'], 'dev').get('dev');
  if (name === undefined) {
    throw new CommandError(
      'Flush requires arguments: name a card, as in "ip addr flush dev eth0".',
    );
  }
  const card = cardArgument(name, host);
  card.addresses.length = 0;
  forgetUnused(card, host);
  return 0;
}

function forgetUnused(card: Card, host: Host): void {
  if (card.addresses.length > 0) return;
  host.routes.removeThrough(card);
  host.arp.flush(card);
}
