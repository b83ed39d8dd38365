/** Contrast of the tokens, by WCAG 2.1: 4.5 for texts (1.4.3), 3 for borders of controls and focus (1.4.11). */
import { describe, expect, it } from 'vitest';
import { contrast, tokens } from '../../../harness/token-colours';

const surfaces = ['canvas', 'surface', 'surface-sunken', 'surface-hover', 'accent-soft'];
const texts = ['text', 'text-muted', 'text-faint'];

const across = (fronts: readonly string[], backs: readonly string[]) =>
  fronts.flatMap((front) => backs.map((back): [string, string] => [front, back]));

/** What is read, and on what. */
const textPairs: readonly [string, string][] = [
  ...across(texts, surfaces),
  ...across(['accent', 'good', 'warn', 'bad'], ['surface', 'canvas', 'surface-hover']),
  ...['accent', 'good', 'warn', 'bad'].map((tone): [string, string] => [tone, `${tone}-soft`]),
  ['text', 'good-soft'],
  ['text', 'warn-soft'],
  ['text', 'bad-soft'],
  ['on-accent', 'accent'],
  ['on-accent', 'accent-hover'],
  ['note-text', 'note'],
];

/** What is seen as a shape: borders of controls, the ring of the focus. */
const shapePairs: readonly [string, string][] = [
  ...across(['border-control'], ['surface', 'canvas']),
  ...across(['accent'], surfaces),
];

/** The pairs that stay below what is wanted, in words. */
function faint(
  theme: 'light' | 'dark',
  pairs: readonly (readonly [string, string])[],
  least: number,
): string[] {
  const colours = tokens(theme);
  const of = (name: string) => {
    const hex = colours.get(name);
    if (hex === undefined) throw new Error(`${theme} has no colour --${name}`);
    return hex;
  };
  return pairs.flatMap(([front, back]) => {
    const ratio = contrast(of(front), of(back));
    return ratio >= least ? [] : [`--${front} on --${back}: ${ratio.toFixed(2)}`];
  });
}

describe.each(['light', 'dark'] as const)('the %s theme', (theme) => {
  it('can be read', () => expect(faint(theme, textPairs, 4.5)).toEqual([]));
  it('shows controls and the focus', () => expect(faint(theme, shapePairs, 3)).toEqual([]));
});

it('finds pairs that are too faint', () => {
  expect(faint('light', [['border', 'surface']], 3)).toHaveLength(1);
});
