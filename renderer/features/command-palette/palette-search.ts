/** Which entries of the command palette fit what was typed, best first. Pure. */
import { go } from 'fuzzysort';
import type { LucideIcon } from 'lucide-react';
import type { NodeKind } from '../../../shared/kinds/registry';

export type PaletteSection = 'command' | 'add' | 'console' | 'node' | 'example' | 'file';

export interface PaletteEntry {
  /** Names it for good, so that it is known again as used lately. */
  id: string;
  section: PaletteSection;
  label: string;
  /** What stands beside the label, and is searched as well. */
  detail: string;
  /** What it may be called besides, searched too: a command that now says **Lock** is also the one that unlocks. */
  alias?: string;
  keys: readonly string[];
  icon?: LucideIcon;
  symbol?: NodeKind;
  disabled: boolean;
  act: () => void;
}

export interface PaletteHit {
  entry: PaletteEntry;
  /** Places of the letters of the label that fit. */
  letters: ReadonlySet<number>;
}

const MOST_HITS = 60;
/** Of the nodes only the first show before something is typed. */
const NODES_AT_FIRST = 12;
const THRESHOLD = 0.3;
/** The detail only counts where the label does not fit as well. */
const DETAIL_WEIGHT = 0.7;
const ALIAS_WEIGHT = 0.95;
const GREY_WEIGHT = 0.75;
const RECENT_BONUS = 0.12;
const NOTHING: ReadonlySet<number> = new Set();

/** The latest first gets the most; 0 for what was not used lately. */
function recentBonus(id: string, recent: readonly string[]): number {
  const at = recent.indexOf(id);
  return at < 0 ? 0 : RECENT_BONUS * (1 - at / (2 * recent.length));
}

function unsought(entries: readonly PaletteEntry[], recent: readonly string[]): PaletteHit[] {
  const lately = recent.flatMap((id) => entries.find((entry) => entry.id === id) ?? []);
  let nodes = 0;
  const others = entries.filter((entry) => {
    if (entry.section === 'node' && nodes++ >= NODES_AT_FIRST) return false;
    return !lately.includes(entry);
  });
  return [...lately, ...others].map((entry) => ({ entry, letters: NOTHING }));
}

/**
 * @param recent ids of the entries chosen lately, the latest first
 */
export function searchPalette(
  entries: readonly PaletteEntry[],
  query: string,
  recent: readonly string[],
): PaletteHit[] {
  if (query.trim() === '') return unsought(entries, recent);
  const results = go(query, entries, {
    keys: ['label', 'detail', 'alias'],
    limit: MOST_HITS,
    threshold: THRESHOLD,
    scoreFn: (result) => {
      const { id, disabled } = result.obj;
      const score = (key: number) => result[key]?.score ?? 0;
      const fit = Math.max(score(0), score(1) * DETAIL_WEIGHT, score(2) * ALIAS_WEIGHT);
      if (fit === 0) return 0;
      return fit * (disabled ? GREY_WEIGHT : 1) + recentBonus(id, recent);
    },
  });
  return results.map((result) => ({
    entry: result.obj,
    letters: new Set(result[0]?.indexes ?? []),
  }));
}
