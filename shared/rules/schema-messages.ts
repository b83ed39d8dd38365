/** What a schema found wrong, in words: neither the schema's own English nor paths with dots are for people. */
import type { z } from 'zod';

export type Issue = z.core.$ZodIssue;

const kinds: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a record',
  record: 'a record',
  null: 'null',
};

const formats: Record<string, string> = {
  uuid: 'a UUID, like 7b2c1a34-5d6e-4f70-8a91-b2c3d4e5f607',
  ipv4: 'an IPv4 address, like 10.0.0.1',
  cidrv4: 'an IPv4 address with a prefix length, like 10.0.2.2/24',
};

/** Most values that are listed in a sentence. */
const MAX_VALUES = 12;

const counted = (count: number | bigint, noun: string) =>
  `${count.toLocaleString('en')} ${noun}${Number(count) === 1 ? '' : 's'}`;

function size(origin: string, limit: number | bigint): string {
  if (origin === 'string') return counted(limit, 'character');
  if (origin === 'array' || origin === 'set') return counted(limit, 'entry').replace(/ys$/, 'ies');
  return limit.toLocaleString('en');
}

function tooBig({ origin, maximum }: Extract<Issue, { code: 'too_big' }>): string {
  const most = size(origin, maximum);
  return origin === 'string' || origin === 'array'
    ? `it has more than ${most}`
    : `it is more than ${most}`;
}

function tooSmall({ origin, minimum }: Extract<Issue, { code: 'too_small' }>): string {
  if ((origin === 'string' || origin === 'array') && Number(minimum) === 1) return 'it is empty';
  const least = size(origin, minimum);
  return origin === 'string' || origin === 'array'
    ? `it has fewer than ${least}`
    : `it is less than ${least}`;
}

function wrongValue(values: readonly unknown[]): string {
  const listed = values.slice(0, MAX_VALUES).map((value) => JSON.stringify(value));
  if (values.length === 1) return `it is not ${listed[0]}`;
  const more = values.length > MAX_VALUES ? ' or another one that is known' : '';
  return `it is none of ${listed.join(', ')}${more}`;
}

/** What is wrong, as the end of a sentence: "it has more than 40 characters". */
export function issueText(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      if (/received undefined/.test(issue.message)) return 'it is missing';
      if (/received (nan|infinity)/i.test(issue.message)) return 'it is no number';
      return `it is not ${kinds[issue.expected] ?? 'what it should be'}`;
    case 'too_big':
      return tooBig(issue);
    case 'too_small':
      return tooSmall(issue);
    case 'invalid_value':
      return wrongValue(issue.values);
    case 'invalid_format':
      // A pattern has words of its own where it is given.
      if (issue.format === 'regex' && !/^Invalid/.test(issue.message)) return issue.message;
      return `it is not ${formats[issue.format] ?? 'written as it should be'}`;
    case 'invalid_key':
      return 'its name is not an id (lower-case letters, digits and hyphens, at most 32)';
    case 'unrecognized_keys':
      return `no such field is known: ${issue.keys.map((key) => JSON.stringify(key)).join(', ')}`;
    case 'not_multiple_of':
      return `it is no multiple of ${issue.divisor}`;
    case 'invalid_union':
    case 'invalid_element':
    case 'custom':
      return 'it is none of the values that are known';
  }
}

/** What an entry of a list is called. */
const entries: Record<string, string> = {
  cards: 'card',
  disks: 'disk',
  forwards: 'port forward',
  points: 'point',
  setup: 'startup command',
  command: 'argument of the program',
  arguments: 'argument',
  tagged: 'tagged VLAN',
};

/** Records by number, whose numbers are those of ports. */
const BY_PORT = 'vlans';

/**
 * A place in a node or cable in words, the innermost part first: `the field "mac" of card 1`.
 *
 * @param path keys and indices below the node or cable; at least one
 */
export function placeText(path: readonly PropertyKey[]): string {
  const parts: string[] = [];
  for (let at = 0; at < path.length; at++) {
    const [key, next] = [String(path[at]), path[at + 1]];
    if (key === BY_PORT && next !== undefined) {
      parts.unshift(`the VLANs of port ${String(next)}`);
      at++;
    } else if (typeof next === 'number') {
      const entry = entries[key];
      parts.unshift(entry === undefined ? `entry ${next + 1} of "${key}"` : `${entry} ${next + 1}`);
      at++;
    } else parts.unshift(`the field "${key}"`);
  }
  return parts.join(' of ');
}

const recordKinds: Record<string, string> = { nodes: 'the node', cables: 'the cable' };

/** The place and what is wrong there, in one line. */
export function issueAt(issue: Issue): string {
  const [part, key, ...field] = issue.path;
  const kind = recordKinds[String(part)];
  if (part === undefined) return issueText(issue);
  if (kind === undefined || key === undefined)
    return `${placeText(issue.path)}: ${issueText(issue)}`;
  const record = `${kind} "${String(key)}"`;
  const place = field.length === 0 ? record : `${placeText(field)} of ${record}`;
  return `${place}: ${issueText(issue)}`;
}

/** The same words as a sentence beside a field of a form; which entry it is about where the field is a list. */
export function issueSentence(issue: Issue): string {
  const isEntry = typeof issue.path.at(-1) === 'number';
  const place = isEntry ? `${placeText(issue.path.slice(-2))}: ` : '';
  const text = place + issueText(issue);
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
