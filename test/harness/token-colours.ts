/** The colours of renderer/ui/styles/tokens.css, and how far apart they are to the eye. */
import { readFileSync } from 'node:fs';

const css = readFileSync(new URL('../../renderer/ui/styles/tokens.css', import.meta.url), 'utf8');

/** Colours of a theme, by the names of their tokens. */
export function tokens(theme: 'light' | 'dark'): Map<string, string> {
  const start = css.indexOf(`[data-theme="${theme}"]`);
  const block = css.slice(start, css.indexOf('}', start));
  return new Map(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, key, hex]) => [key!, hex!]),
  );
}

/** Red, green and blue as amounts of light, from 0 to 1. */
export function channels(hex: string): [number, number, number] {
  const linear = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [linear(1), linear(3), linear(5)];
}

/** Contrast by WCAG 2.1, from 1 to 21. */
export function contrast(one: string, other: string): number {
  const light = (hex: string) => {
    const [red, green, blue] = channels(hex);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
  return (high! + 0.05) / (low! + 0.05);
}
