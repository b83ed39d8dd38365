import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_LINE, PlainText } from '../../../../shared/text/plain-text';

function linesOf(text: string, columns = 0): string[] {
  const plain = new PlainText(columns);
  plain.feed(text);
  return plain.lines().map((line) => line.text);
}

const word = fc.stringMatching(/^[A-Za-z0-9é漢]{1,12}$/);
const sequence = fc.constantFrom(
  '\x1b[1;31m',
  '\x1b[0m',
  '\x1b]0;title\x07',
  '\x1b]8;;https://x.example\x1b\\',
  '\x1bPq#0\x1b\\',
  '\x1b(B',
  '\x1b=',
  '\x1b[?25l',
  '\x1b[6n',
  '\x07',
);

describe('PlainText', () => {
  it.each([
    ['colours', '\x1b[1mone\x1b[0m two\r\n', ['one two']],
    ['a title', '\x1b]0;root@pc\x07$ ls\r\n', ['$ ls']],
    ['backspace over a typed word', 'lz\b \bs\r\n', ['ls']],
    ['carriage return that writes over', '10%\r100%\r\n', ['100%']],
    ['erasing to the end', 'long line\rab\x1b[K\r\n', ['ab']],
    ['erasing from the start', 'abcd\b\x1b[1K\r\n', ['']],
    ['deleting and inserting', 'abcd\r\x1b[2P\x1b[1@x\r\n', ['xcd']],
    ['tabs', 'a\tb\r\n', ['a       b']],
    ['a cleared screen', 'old\x1b[H\x1b[2Jnew\r\n', ['old', 'new']],
    ['a full-screen program', 'a\r\n\x1b[?1049hsecret\x1b[5;5Hx\r\n\x1b[?1049lb\r\n', ['a', 'b']],
    ['a line without an end', 'login: ', ['login:']],
    ['empty lines', 'a\r\n\r\nb\r\n', ['a', '', 'b']],
  ])('handles %s', (_name, text, lines) => expect(linesOf(text)).toEqual(lines));

  it('goes to the start of the row, not of the line, in a line that is wrapped', () => {
    // What bash does at the right margin: a space in the next row, and back to its start.
    expect(linesOf('0123456789 \rab\r\n', 10)).toEqual(['0123456789ab']);
    expect(linesOf('0123456789\rX\r\n', 10)).toEqual(['X123456789']);
  });

  it('gives each line the time at which it was begun', () => {
    const plain = new PlainText();
    plain.feed('one', 10);
    plain.feed(' more\r\ntwo\r\n', 20);
    plain.feed('three', 30);
    expect(plain.lines().map(({ time }) => time)).toEqual([10, 20, 30]);
  });

  it('breaks a line without end', () => {
    expect(linesOf('x'.repeat(MAX_LINE + 1)).map((line) => line.length)).toEqual([MAX_LINE, 1]);
  });

  it('keeps the cursor in its row, so that few bytes make no long lines', () => {
    expect(linesOf('a\x1b[8192Cb\r\n', 20)).toEqual([`a${' '.repeat(18)}b`]);
    expect(linesOf('a\x1b[8192Gb\r\n', 20)).toEqual([`a${' '.repeat(18)}b`]);
    for (const move of ['\x1b[8192Cx', '\x1b[8192Gx', 'x\r\x1b[8191@']) {
      for (const columns of [0, 80]) {
        const lines = linesOf(`${move}\n`.repeat(10), columns);
        expect(lines.join('').length).toBeLessThanOrEqual(10 * 300);
      }
    }
  });

  it('finds the words again, whatever stands between them', () => {
    const pieces = fc.array(fc.oneof(word, sequence), { maxLength: 40 });
    fc.assert(
      fc.property(pieces, (parts) => {
        const words = parts.filter((part) => /^[A-Za-z0-9é漢]/.test(part));
        expect(linesOf(parts.join('')).join('')).toBe(words.join(''));
      }),
    );
  });

  it('never lets a control character through, and does not care where the text is cut', () => {
    const noise = fc.array(
      fc.oneof(word, sequence, fc.constantFrom('\r', '\n', '\b', '\t', '\x1b', '\x1b[', ';5', 'K')),
    );
    fc.assert(
      fc.property(noise, fc.nat(200), (parts, place) => {
        const text = parts.join('');
        const cut = new PlainText(20);
        cut.feed(text.slice(0, place));
        cut.feed(text.slice(place));
        const lines = linesOf(text, 20);
        expect(cut.lines().map((line) => line.text)).toEqual(lines);
        expect(/[\u0000-\u001f\u007f]/.test(lines.join(''))).toBe(false);
      }),
    );
  });
});
