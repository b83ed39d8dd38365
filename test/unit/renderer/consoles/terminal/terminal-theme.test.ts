import { describe, expect, it } from 'vitest';
import { schemes } from '../../../../../renderer/consoles/terminal/terminal-schemes';
import { terminalThemes } from '../../../../../renderer/consoles/terminal/terminal-theme';

/** Relative luminance, as WCAG 2 defines it. */
function luminance(colour: string): number {
  const channel = (at: number) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const hues = ['red', 'green', 'yellow', 'blue', 'magenta', 'cyan'] as const;
const bright = [
  'brightBlack',
  'brightRed',
  'brightGreen',
  'brightYellow',
  'brightBlue',
  'brightMagenta',
  'brightCyan',
] as const;

const looks = { ...terminalThemes, ...schemes };

describe.each(Object.entries(looks))('the %s terminal', (_name, colours) => {
  it.each(['foreground', 'cursor', ...hues, ...bright] as const)(
    'shows %s with AA contrast',
    (name) =>
      expect(contrast(colours[name] ?? '', colours.background ?? '')).toBeGreaterThanOrEqual(4.5),
  );

  it('keeps selected text readable', () => {
    expect(
      contrast(colours.foreground ?? '', colours.selectionBackground ?? ''),
    ).toBeGreaterThanOrEqual(4.5);
  });
});
