/** The colours of VLANs: the same in pictures as on screen, readable, and told from one another. */
import { describe, expect, it } from 'vitest';
import { VLAN_COLOURS } from '../../../../../renderer/document/records/vlan-use';
import { svgPalettes } from '../../../../../renderer/editor/picture/svg-palette';
import { channels, contrast, tokens } from '../../../../harness/token-colours';

/** Place in Oklab, where distances are about as large as they look (Ottosson 2020). */
function oklab(hex: string): [number, number, number] {
  const [r, g, b] = channels(hex);
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

const names = Array.from({ length: VLAN_COLOURS }, (_, index) => `vlan-${index + 1}`);

describe.each(['light', 'dark'] as const)('VLAN colours in the %s theme', (theme) => {
  const known = tokens(theme);
  const colours = names.map((name) => known.get(name)!);

  it('are those of exported pictures', () => {
    expect(svgPalettes[theme].vlans).toEqual([known.get('vlan-0'), ...colours]);
  });

  it('stand out from everything they lie on as text must (WCAG AA)', () => {
    for (const ground of ['canvas', 'surface', 'surface-sunken', 'jack']) {
      for (const colour of colours) {
        expect(contrast(colour, known.get(ground)!), `${colour} on ${ground}`).toBeGreaterThan(4.5);
      }
    }
  });

  it('can be told from one another, the first six easily', () => {
    for (const [index, one] of colours.entries()) {
      for (const [before, other] of colours.slice(0, index).entries()) {
        const distance = Math.hypot(...oklab(one).map((value, at) => value - oklab(other)[at]!));
        const least = index < 6 ? 0.075 : 0.055;
        expect(distance, `${names[index]} and ${names[before]}`).toBeGreaterThan(least);
      }
    }
  });
});
