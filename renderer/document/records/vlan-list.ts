/** Lists of VLANs as people write them, `10,20,30-35`, and back. Pure. */

import { MAX_VLAN } from '../../../shared/vde/vde-limits';
import { t } from '../../i18n/translate';

export type ParsedVlans = { vlans: number[] } | { wrong: string };

/** A range is worth writing from this length on: `10,11` but `10-12`. */
const SHORTEST_RANGE = 3;

function outside(number: string): { wrong: string } {
  return {
    wrong: t('VLANs have the numbers 1 to {{MAX_VLAN}}, so {{number}} is none.', {
      MAX_VLAN,
      number,
    }),
  };
}

function parsePart(part: string): ParsedVlans {
  const match = part.match(/^(\d{1,6})(?:\s*-\s*(\d{1,6}))?$/);
  if (match === null)
    return { wrong: t('"{{part}}" is no VLAN. Write a list such as 10,20,30-35.', { part }) };
  const [, first = '', last = first] = match;
  const [from, to] = [Number(first), Number(last)];
  if (from < 1 || from > MAX_VLAN) return outside(first);
  if (to < 1 || to > MAX_VLAN) return outside(last);
  if (from > to)
    return {
      wrong: t('The range {{part}} goes backwards. Write {{to}}-{{from}}.', { part, to, from }),
    };
  return { vlans: Array.from({ length: to - from + 1 }, (_, index) => from + index) };
}

/** Reads a list; numbers may be parted by commas or spaces, in any order, more than once. */
export function parseVlanList(text: string): ParsedVlans {
  const parts = text
    .replace(/\s*-\s*/g, '-')
    .split(/[\s,;]+/)
    .filter((part) => part !== '');
  const vlans = new Set<number>();
  for (const part of parts) {
    const parsed = parsePart(part);
    if ('wrong' in parsed) return parsed;
    for (const vlan of parsed.vlans) vlans.add(vlan);
  }
  return { vlans: [...vlans].sort((one, other) => one - other) };
}

/** Writes ascending VLANs as a list with ranges. */
export function printVlanList(vlans: readonly number[]): string {
  const parts: string[] = [];
  for (let start = 0; start < vlans.length; ) {
    let end = start;
    while (vlans[end + 1] === vlans[end]! + 1) end++;
    if (end - start + 1 >= SHORTEST_RANGE) parts.push(`${vlans[start]}-${vlans[end]}`);
    else for (let index = start; index <= end; index++) parts.push(String(vlans[index]));
    start = end + 1;
  }
  return parts.join(',');
}

export type ParsedVlan = { vlan: number | null } | { wrong: string };

/** Reads the untagged VLAN of a port, 0 for the default one; nothing or `none` gives null. */
export function parseUntagged(text: string): ParsedVlan {
  const typed = text.trim().toLowerCase();
  if (typed === '' || typed === 'none') return { vlan: null };
  const vlan = Number(typed);
  if (/^\d{1,6}$/.test(typed) && vlan <= MAX_VLAN) return { vlan };
  return { wrong: t('A VLAN from 0 to {{MAX_VLAN}}.', { MAX_VLAN }) };
}
