/** Which node an IP address stands in, by the drawing: startup commands, scripts, fields. Pure. */
import type { TopologyDocument } from '../../../shared/document/topology';

const ADDRESS =
  /(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}(?!\w|\.\d)|[0-9a-f]{1,4}(?::[0-9a-f]{0,4}){2,7}(?![\w:]))/gi;
const MAX_LINE = 2000;

/** Addresses that programs print as often as not without meaning a node. */
const common = new Set(['0.0.0.0', '255.255.255.255', '127.0.0.1', '255.255.255.0']);

export interface FoundAddress {
  readonly at: number;
  readonly address: string;
}

export function addressesIn(line: string): FoundAddress[] {
  return [...line.slice(0, MAX_LINE).matchAll(ADDRESS)].map(({ 0: address, index }) => ({
    address: address.toLowerCase(),
    at: index,
  }));
}

/** Commands that give an address to the machine they run on; routes and pings name others. */
const GIVES = /\b(?:addr(?:ess)?|ifconfig)\b/;

function wordsOf(value: unknown): string[] {
  if (typeof value === 'string') return value.split('\n');
  if (Array.isArray(value)) return value.flatMap(wordsOf);
  return [];
}

/** Fields that hold the node's own address, and those that hold commands. */
function ownAddresses(node: TopologyDocument['nodes'][string]): string[] {
  const fields = Object.entries(node).flatMap(([name, value]) => {
    if (['address', 'addresses', 'network', 'gateway'].includes(name)) return wordsOf(value);
    return ['setup', 'script', 'commands'].includes(name)
      ? wordsOf(value).filter((line) => GIVES.test(line))
      : [];
  });
  return fields.flatMap((line) =>
    addressesIn(line)
      .slice(0, 1)
      .map(({ address }) => address),
  );
}

/** Each address with the node that has it; the first one where several do. */
export function addressBook(document: TopologyDocument): ReadonlyMap<string, string> {
  const book = new Map<string, string>();
  for (const node of Object.values(document.nodes)) {
    for (const address of ownAddresses(node)) {
      if (!common.has(address) && !book.has(address)) book.set(address, node.id);
    }
  }
  return book;
}
