import { describe, expect, it } from 'vitest';
import { readSettings } from '../../../renderer/console/console-settings';
import { timedPieces } from '../../../renderer/console/line-times';
import { logName } from '../../../renderer/console/save-log';
import { schemes } from '../../../renderer/console/terminal-schemes';

describe('remembered settings', () => {
  const usual = readSettings(null);

  it('are the usual ones where nothing can be read', () => {
    for (const text of ['', 'no JSON', '[]', '7', 'null'])
      expect(readSettings(text)).toEqual(usual);
  });

  it('keep what is right and drop what is not', () => {
    const text = JSON.stringify({ fontSize: 20, bell: 'siren', font: 'a;}b{', scrollback: 1e9 });
    expect(readSettings(text)).toEqual({ ...usual, fontSize: 20 });
  });
});

describe('a replay', () => {
  it('is cut where its times say so', () => {
    const pieces = [
      { text: 'abcde', time: 10 },
      { text: 'fg', time: 20 },
    ];
    expect(
      timedPieces('abcdefg', [
        [0, 10],
        [5, 20],
      ]),
    ).toEqual(pieces);
    expect(
      timedPieces('abcdefg', [
        [2, 10],
        [5, 20],
      ]),
    ).toEqual(pieces);
    expect(timedPieces('', [])).toEqual([]);
  });
});

describe('the name of a log', () => {
  const day = new Date(2026, 10, 25);
  it.each([
    ['pc1', 'pc1-console-2026-11-25.log'],
    ['../my pc', 'my-pc-console-2026-11-25.log'],
    ['Rechner ü', 'Rechner-ü-console-2026-11-25.log'],
  ])('of %s is %s', (node, name) => expect(logName(node, 'console', day)).toBe(name));
});

describe('the schemes', () => {
  it('name every colour', () => {
    const names = Object.keys(schemes.gruvbox);
    for (const scheme of Object.values(schemes)) expect(Object.keys(scheme)).toEqual(names);
  });
});
