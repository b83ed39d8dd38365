import { describe, expect, it } from 'vitest';
import { logName } from '../../../../../renderer/consoles/panes/save-log';
import { timedPieces } from '../../../../../renderer/consoles/terminal/line-times';
import { schemes } from '../../../../../renderer/consoles/terminal/terminal-schemes';

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
