/** What the interpreter of a built-in PC says of its startup commands, and the addresses that they give. */
import { hostName } from '../../../shared/document/host-name';
import type { PcNode } from '../../../shared/document/topology';
import { parseIpPrefix } from '../../../shared/net/ip-address';
import type { StartupFailure } from '../../../shared/rules/startup-failure';
import { commands } from '../../engine/pc/commands/all';
import { type Rehearsal, rehearse } from '../../engine/pc/rehearsal';
import type { DrawnAddress } from '../common/drawn-address';

/** A PC is tried once as long as nothing of it is edited. */
const known = new WeakMap<PcNode, Rehearsal>();

export function rehearsed(node: PcNode): Rehearsal {
  const before = known.get(node);
  if (before !== undefined) return before;
  const rehearsal = rehearseWith(node, node.setup);
  known.set(node, rehearsal);
  return rehearsal;
}

function rehearseWith({ name, cards }: PcNode, setup: readonly string[]): Rehearsal {
  const macs = cards.map(({ mac }) => mac);
  return rehearse({ hostname: hostName(name, 'pc'), macs, setup });
}

/** The addresses of its cards, and how the commands would give others. */
export function pcAddresses(node: PcNode): DrawnAddress[] {
  return rehearsed(node).addresses.flatMap((texts, port) =>
    texts.flatMap((text): DrawnAddress[] => {
      const prefix = parseIpPrefix(text);
      if (prefix === null) return [];
      const isBare = text.endsWith('/32') && !node.setup.some((line) => line.includes(text));
      const replace = (other: string) => replaced(node, text, other);
      return [{ node, port, prefix, isBare, field: 'setup', replaced: replace }];
    }),
  );
}

/** Null where no command has the address in so many words. */
function replaced({ setup }: PcNode, before: string, after: string): string[] | null {
  const written = before.endsWith('/32') ? before.slice(0, -3) : before;
  const isIn = (line: string) =>
    line.split(/\s+/).some((word) => word === before || word === written);
  if (!setup.some(isIn)) return null;
  return setup.map((line) =>
    line
      .split(/(\s+)/)
      .map((word) => (word === before || word === written ? after : word))
      .join(''),
  );
}

/** Another text for a command that fails. */
export interface Suggestion {
  readonly line: string;
  readonly setup: readonly string[];
}

/** A likely correction of a command, if the PC takes it; null if none is known. */
export function suggestion(node: PcNode, { line, command }: StartupFailure): Suggestion | null {
  const before = rehearsed(node).failures.length;
  for (const text of corrections(node, command)) {
    const setup = node.setup.with(line - 1, text);
    if (rehearseWith(node, setup).failures.length < before) return { line: text, setup };
  }
  return null;
}

function corrections(node: PcNode, command: string): string[] {
  const words = command.trim().split(/\s+/);
  const [name = ''] = words;
  const close = commands.find((one) => distance(one.name, name) <= (name.length > 3 ? 2 : 1));
  const inside = [
    ...(close === undefined ? [] : [[close.name, ...words.slice(1)]]),
    ...closeVerbs(words),
    ...(node.cards.length === 1 ? [withOnlyCard(words)] : []),
    words.map((word) =>
      word.replace(/\/255\.255\.255\.0$/, '/24').replace(/\/255\.255\.0\.0$/, '/16'),
    ),
  ];
  return inside.map((changed) => changed.join(' '));
}

/** `ip adr add`: the second and the third word of `ip` are from short lists. */
function closeVerbs(words: readonly string[]): string[][] {
  if (words[0] !== 'ip') return [];
  const objects = ['addr', 'route', 'link', 'neigh'].filter(
    (one) => distance(one, words[1] ?? '') <= 2,
  );
  const verbs = ['add', 'del', 'set', 'show', 'replace', 'flush'].filter(
    (one) => distance(one, words[2] ?? '') <= 1,
  );
  return [
    ...objects.map((object) => [...words.with(1, object)]),
    ...(words.length > 2 ? verbs.map((verb) => [...words.with(2, verb)]) : []),
  ];
}

function withOnlyCard(words: readonly string[]): string[] {
  const at = words.indexOf('dev');
  return at === -1
    ? [...words, 'dev', 'eth0']
    : [...words.slice(0, at), 'dev', 'eth0', ...words.slice(at + 2)];
}

/** How many letters have to be changed, added or left out (Levenshtein). */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...one].entries()) {
    const next = [index + 1];
    for (let at = 1; at <= other.length; at++) {
      const changed = row[at - 1]! + (letter === other[at - 1] ? 0 : 1);
      next.push(Math.min(changed, row[at]! + 1, next[at - 1]! + 1));
    }
    row = next;
  }
  return row[other.length]!;
}
