/** Rules that several fields share. */
import type { Effect, Wish } from './field-table';

interface PathRule {
  readonly can: readonly Effect[];
  wishes(value: string): readonly Wish[];
}

/** A path, or nothing. @param how the rest of a sentence that begins with the effect */
export function pathRule(effect: Effect, how: string): PathRule {
  return {
    can: [effect],
    wishes: (value) => (value === '' ? [] : [{ effect, what: value, how }]),
  };
}

/** What is drawn, and where, leads nowhere. */
export const drawnFields = {
  id: 'harmless',
  x: 'harmless',
  y: 'harmless',
  kind: 'harmless',
} as const;

export const arrangedFields = { locked: 'harmless', memberOf: 'harmless' } as const;

/** Names are shown, and become host names once all but letters and digits is left out. */
export const placedFields = { ...drawnFields, ...arrangedFields, name: 'text' } as const;

export const startFields = {
  fields: {
    order: 'harmless',
    delay: 'harmless',
    ready: { fields: { by: 'harmless', text: 'text', seconds: 'harmless' } },
    patience: 'harmless',
  },
} as const;

export const cardFields = { each: { mac: 'harmless' } } as const;
