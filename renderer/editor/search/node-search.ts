/**
 * Finds nodes by what a person knows of them: name, kind, address, MAC, interface, path, text. Every word
 * of the query has to stand somewhere in the node. Pure.
 */

import type { TopologyNode } from '../../../shared/document/topology';
import { portLabel } from '../../../shared/document/topology';
import { byName } from '../../../shared/text/name-order';
import { spokenName } from '../../document/records/spoken-name';
import { kindViews } from '../../kinds/registry';
import { wordsOf } from '../../ui/find-words';

export interface Hit {
  node: TopologyNode;
  /** The text that was found, where it is not the name. */
  found: string;
}

interface Searchable {
  name: string;
  /** In lower case, the name first and the kind second. */
  texts: readonly string[];
  /** As written, in the same order. */
  shown: readonly string[];
}

const known = new WeakMap<TopologyNode, Searchable>();

/** What a list calls a node: its name, or how its text begins. */
export function shownName(node: TopologyNode): string {
  const text = 'text' in node ? node.text.trim() : '';
  return text === '' ? spokenName(node) : text.split('\n')[0]!.slice(0, 60);
}

/** Fields of one text, whichever kinds have them. */
const TEXT_FIELDS = [
  'address',
  'interface',
  'bridge',
  'directory',
  'management',
  'locator',
  'machineName',
  'kernel',
  'rootfs',
  'cdrom',
  'dhcpStart',
  'dns',
] as const;

function textFields(node: TopologyNode): string[] {
  const fields: Readonly<Record<string, unknown>> = node;
  return TEXT_FIELDS.map((field) => fields[field]).filter((text) => typeof text === 'string');
}

/** Commands at the start, which hold the addresses of PCs, hosts and switches. */
function commandLines(node: TopologyNode): string[] {
  if (node.kind === 'host') return [...node.script.split('\n'), node.command.join(' ')];
  return 'setup' in node ? node.setup : [];
}

function cardTexts(node: TopologyNode): string[] {
  if (!('cards' in node)) return [];
  return node.cards.map((card, index) =>
    'mac' in card ? `${portLabel(node, index)} ${card.mac}` : portLabel(node, index),
  );
}

function notedText(node: TopologyNode): string[] {
  return 'text' in node ? node.text.split('\n') : [];
}

function readable(node: TopologyNode): Searchable {
  const name = spokenName(node);
  const parts = [textFields, commandLines, cardTexts, notedText].flatMap((read) => read(node));
  const shown = [name, kindViews[node.kind].title, ...parts.filter((text) => text.trim() !== '')];
  return { name: name.toLowerCase(), texts: shown.map((text) => text.toLowerCase()), shown };
}

function searchable(node: TopologyNode): Searchable {
  const before = known.get(node);
  if (before !== undefined) return before;
  const made = readable(node);
  known.set(node, made);
  return made;
}

/** How well the words fit, the lower the better; null when one is missing. */
function rank({ name, texts }: Searchable, words: readonly string[]): number | null {
  const places = words.map((word) => texts.findIndex((text) => text.includes(word)));
  if (places.includes(-1)) return null;
  const query = words.join(' ');
  if (name === query) return 0;
  if (name.startsWith(query)) return 1;
  return 2 + Math.max(...places);
}

function foundText({ texts, shown }: Searchable, words: readonly string[]): string {
  const places = words.map((word) => texts.findIndex((text) => text.includes(word)));
  const place = Math.max(...places);
  return place < 1 ? '' : shown[place]!.trim();
}

/** The nodes that fit, best first; all of them for a blank query. */
export function searchNodes(nodes: readonly TopologyNode[], query: string): Hit[] {
  const words = wordsOf(query);
  return nodes
    .flatMap((node) => {
      const place = words.length === 0 ? 0 : rank(searchable(node), words);
      return place === null ? [] : [{ node, place }];
    })
    .sort(
      (one, other) =>
        one.place - other.place || byName(spokenName(one.node), spokenName(other.node)),
    )
    .map(({ node }) => ({
      node,
      found: words.length === 0 ? '' : foundText(searchable(node), words),
    }));
}
