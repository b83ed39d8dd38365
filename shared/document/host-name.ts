/**
 * Host names for the nodes of a drawing: letters, digits and hyphens (RFC 1123), at most 63 of them (the
 * longest label of DNS; Linux takes 64). Names of nodes are free text in any script, and two of them can
 * become the same; their host names never do.
 */
import { isDevice, type TopologyDocument } from './topology';

export const MAX_HOST_NAME = 63;

/** Letters that Unicode does not take apart into one of A to Z and an accent. */
const spelled: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

function spell(letter: string): string {
  const found = spelled[letter.toLowerCase()];
  if (found === undefined) return letter;
  return letter === letter.toLowerCase() ? found : found.toUpperCase();
}

const trimmed = (text: string) => text.replace(/^-+|-+$/g, '');

/** Without accents; letters of other scripts stay as they are. */
function withoutAccents(name: string): string {
  return name.normalize('NFKD').replace(/\p{M}/gu, '').replace(/\p{L}/gu, spell);
}

/**
 * A node's name as a host name.
 *
 * @param fallback for names that cannot be written with A to Z, such as those in Cyrillic: the node's id
 */
export function hostName(name: string, fallback: string): string {
  const plain = withoutAccents(name);
  const cleaned = trimmed(plain.replace(/[^A-Za-z0-9-]+/g, '-'));
  const isReadable = cleaned !== '' && !/\p{L}/u.test(plain.replace(/[A-Za-z]/g, ''));
  return trimmed((isReadable ? cleaned : fallback).slice(0, MAX_HOST_NAME));
}

interface Named {
  readonly id: string;
  readonly name: string;
}

/** As it is, or with the first number that makes it another one. */
function freeName(wanted: string, isTaken: (name: string) => boolean): string {
  if (!isTaken(wanted)) return wanted;
  for (let number = 2; ; number++) {
    const end = `-${number}`;
    const name = `${trimmed(wanted.slice(0, MAX_HOST_NAME - end.length))}${end}`;
    if (!isTaken(name)) return name;
  }
}

/**
 * The host name of each node by its id; no two are the same, and capital letters do not make a difference.
 * Names that are host names already are kept; of two that become the same the later one gets a number.
 */
export function hostNames(nodes: Iterable<Named>): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  const give = ({ id, name }: Named) => {
    const given = freeName(hostName(name, id), (one) => taken.has(one.toLowerCase()));
    taken.add(given.toLowerCase());
    names.set(id, given);
  };
  const all = [...nodes];
  const isKept = ({ id, name }: Named) => hostName(name, id) === name;
  for (const node of all.filter(isKept)) give(node);
  for (const node of all.filter((one) => !isKept(one))) give(node);
  return names;
}

const known = new WeakMap<TopologyDocument['nodes'], ReadonlyMap<string, string>>();

/** The host name of a node among all that run in its document, which is looked through once. */
export function hostNameIn({ nodes }: TopologyDocument, { id, name }: Named): string {
  let names = known.get(nodes);
  if (names === undefined) {
    names = hostNames(Object.values(nodes).filter(isDevice));
    known.set(nodes, names);
  }
  return names.get(id) ?? hostName(name, id);
}
