import { describe, expect, it } from 'vitest';
import { REPLAY_CHARACTERS, RingBuffer } from '../../../../electron/console/ring-buffer';

function replayOf(limit: number, ...prints: string[]): string {
  const ring = new RingBuffer(limit);
  for (const text of prints) ring.append(text);
  return ring.text();
}

describe('RingBuffer', () => {
  it('keeps everything up to the limit', () => {
    expect(replayOf(8, 'abcd', 'efgh')).toBe('abcdefgh');
    expect(new RingBuffer().isEmpty).toBe(true);
  });

  it('drops the oldest character at the limit plus one', () => {
    expect(replayOf(8, 'abcd', 'efghi')).toBe('bcdefghi');
  });

  it('begins with a whole line where one begins near the cut', () => {
    expect(replayOf(8, 'first\r\nsecond\r\nx')).toBe('x');
    expect(replayOf(9, 'first\r\nsecond\r\n')).toBe('second\r\n');
  });

  it('begins right at the cut when a line begins there', () => {
    expect(replayOf(8, 'first\r\nsecond\r\n')).toBe('second\r\n');
  });

  it('never begins inside a surrogate pair', () => {
    expect(replayOf(4, 'ab\u{1f600}cde')).toBe('cde');
    expect(replayOf(5, 'ab\u{1f600}cde')).toBe('\u{1f600}cde');
  });

  it.each([
    ['a colour', 'xx\x1b[1;31mred', 7],
    ['a cursor move, cut after ESC', 'xx\x1b[12;4Hred', 9],
    ['a window title that ends in BEL', 'xx\x1b]0;my title\x07red', 10],
    ['a window title that ends in ST', 'xx\x1b]0;my title\x1b\\red', 4],
    ['a character set', 'xx\x1b(Bred', 4],
  ])('never begins inside %s', (_name, text, limit) => {
    expect(replayOf(limit, text)).toBe('red');
  });

  it('keeps text that only looks like the end of a sequence', () => {
    expect(replayOf(6, 'x\x1b[0m[1;31m')).toBe('[1;31m');
  });

  it('holds little more than the limit, however the text comes', () => {
    const ring = new RingBuffer();
    for (let line = 0; line < 40_000; line += 1) ring.append(`line ${line} of a long boot\r\n`);
    const text = ring.text();
    expect(text.length).toBeLessThanOrEqual(REPLAY_CHARACTERS);
    expect(text.length).toBeGreaterThan(REPLAY_CHARACTERS - 100);
    expect(text).toMatch(/^line \d+ of a long boot\r\n/);
    expect(text.endsWith('line 39999 of a long boot\r\n')).toBe(true);
  });

  it('takes one print that is larger than the limit', () => {
    expect(replayOf(10, 'old', 'x'.repeat(100_000) + 'y'.repeat(10))).toBe('y'.repeat(10));
  });
});
