import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  analysePaste,
  asOneLine,
  needsCare,
  withoutControls,
} from '../../../../../renderer/consoles/paste/paste-analysis';

describe('a text that is pasted', () => {
  it.each([
    ['ls', 1, []],
    ['ls\n', 1, []],
    ['a\r\nb\rc\n', 3, []],
    ['a\tb\x1b[A\x03', 1, ['Esc', 'Ctrl+C']],
    ['a\u009bb\x01', 1, ['U+009B', 'Ctrl+A']],
  ])('%j has %i lines', (text, lines, controls) =>
    expect(analysePaste(text)).toEqual({ lines, controls }),
  );

  it('needs care when it would run at once or holds what cannot be seen', () => {
    expect(['ls -l', 'a\tb'].map(needsCare)).toEqual([false, false]);
    expect(['ls\n', 'a\rb', '\x1b[201~'].map(needsCare)).toEqual([true, true, true]);
  });

  it('becomes one line that does not run', () => {
    expect(asOneLine('  one\r\n\n two \n')).toBe('one two');
    fc.assert(fc.property(fc.string(), (text) => !/[\r\n]/.test(asOneLine(text))));
  });

  it('loses control characters and nothing else', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(0x2ff), { maxLength: 20 }), (codes) => {
        const text = String.fromCharCode(...codes);
        const clean = withoutControls(text);
        expect(analysePaste(clean).controls).toEqual([]);
        expect(withoutControls(clean)).toBe(clean);
        if (analysePaste(text).controls.length === 0) expect(clean).toBe(text);
      }),
    );
  });
});
