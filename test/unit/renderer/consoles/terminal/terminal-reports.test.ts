import { describe, expect, it } from 'vitest';
import { isReport } from '../../../../../renderer/consoles/terminal/terminal-reports';

describe('isReport', () => {
  it.each([
    '\x1b[24;80R',
    '\x1b[?24;80R',
    '\x1b[0n',
    '\x1b[?1;2c',
    '\x1b[>0;276;0c',
    '\x1b[?2004;1$y',
    '\x1b[8;24;80t',
    '\x1b]10;rgb:ffff/ffff/ffff\x07',
    '\x1b]11;rgb:0000/0000/0000\x1b\\',
    '\x1bP1$r0m\x1b\\',
    '\x1b[I',
    '\x1b[O',
  ])('knows the answer %j', (data) => expect(isReport(data)).toBe(true));

  it.each([
    'c',
    'R',
    '\r',
    '\x1b',
    '\x1b[A',
    '\x1bOP',
    '\x1b[15~',
    '\x1b[1;5C',
    '\x1b[200~n\x1b[201~',
  ])('leaves the key %j alone', (data) => expect(isReport(data)).toBe(false));
});
