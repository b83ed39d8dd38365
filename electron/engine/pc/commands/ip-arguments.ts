/** The arguments that the forms of `ip` share, and the words that they fail with. */

import { CommandError, type Session } from '../shell/command';
import type { Card } from '../stack/card';
import type { Host } from '../stack/host';
import { networkOf, type Prefix, parseAddress, parsePrefix } from '../stack/ipv4-address';

/** One object of `ip`: address, link, route, neighbour. */
export interface IpObject {
  readonly name: string;
  /** In iproute2's order, so that abbreviations mean the same. */
  readonly verbs: readonly string[];
  run(verb: string, args: readonly string[], session: Session): number;
}

export function cardArgument(name: string, host: Host): Card {
  const card = host.card(name);
  if (card !== undefined) return card;
  const names = host.cards.map((one) => one.name).join(', ');
  throw new CommandError(`Cannot find device "${name}"\nThe cards of this PC: ${names}.`);
}

export function prefixArgument(text: string): Prefix {
  const prefix = parsePrefix(text);
  if (prefix !== null) return prefix;
  throw new CommandError(
    `Error: inet prefix is expected rather than "${text}".\nWrite an address and the bits of its network, such as 10.0.0.1/24.`,
  );
}

/** A prefix without host bits; `default` is 0.0.0.0/0. */
export function networkArgument(text: string): Prefix {
  if (text === 'default') return { address: 0, length: 0 };
  const prefix = prefixArgument(text);
  if (networkOf(prefix.address, prefix.length) === prefix.address) return prefix;
  throw new CommandError(
    `Error: Invalid prefix for given prefix length.\n"${text}" has bits set behind the network part.`,
  );
}

export function addressArgument(text: string): number {
  const address = parseAddress(text);
  if (address !== null) return address;
  throw new CommandError(
    `Error: inet address is expected rather than "${text}".\nWrite four numbers, such as 10.0.0.254.`,
  );
}

/** Reads `dev eth0 via 10.0.0.1 ...`; a word that is no keyword counts for `bare`. */
export function keywordArguments(
  args: readonly string[],
  keywords: readonly string[],
  bare: string,
): Map<string, string> {
  const found = new Map<string, string>();
  const rest = [...args];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const keyword = keywords.includes(word) ? word : bare;
    const value = keyword === word ? rest.shift() : word;
    if (value === undefined) {
      throw new CommandError(`Command line is not complete: a value is missing after "${word}".`);
    }
    if (found.has(keyword)) {
      throw new CommandError(
        `Error: either "${keyword}" is duplicate, or "${value}" is a garbage.`,
      );
    }
    found.set(keyword, value);
  }
  return found;
}
