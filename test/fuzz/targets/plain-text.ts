/** The output of any guest, as the lines of a log. */
import { MAX_LINE, PlainText } from '../../../shared/text/plain-text';
import { bytesOf, type FuzzTarget, fuelPerByte, promise, utf8Of } from '../target';

/** Characters that a byte may become: what the cursor skips is kept as blanks. */
const MOST_PER_BYTE = 64;

function linesOf(text: string, columns: number, size: number): string[] {
  const plain = new PlainText(columns);
  for (let at = 0; at < text.length; at += size) plain.feed(text.slice(at, at + size), at);
  return plain.lines().map((line) => line.text);
}

function run(input: Uint8Array): void {
  const [columns = 0, size = 0, ...rest] = input;
  const text = utf8Of(Uint8Array.from(rest));
  const lines = linesOf(text, columns, text.length + 1);
  const cut = linesOf(text, columns, 1 + size);
  promise(JSON.stringify(lines) === JSON.stringify(cut), 'it matters how the text is cut');
  const total = lines.reduce((sum, line) => sum + line.length, 0);
  promise(total <= input.length * MOST_PER_BYTE + MAX_LINE, () => `${total} characters come of it`);
  for (const line of lines) {
    promise(line.length <= MAX_LINE * 2, 'a line is too long');
    promise(!/[\u0000-\u0008\u000a-\u001f\u007f]/.test(line), 'a control character is left');
  }
}

const printed = (text: string) => bytesOf(`P\x05${text}`);

export const plainText: FuzzTarget = {
  name: 'plain-text',
  modules: ['shared/text/plain-text'],
  seeds: [
    printed('login: root\r\n\x1b[1;32mroot@pc\x1b[0m:~# ls\r\n\x1b[K'),
    printed('abc\b\bX\x1b[2P\x1b[3@\x1b[5G\x1b[1K\tend\r12\x1b[J'),
    printed('\x1b[?1049hfull screen\x1b[?1049l\x1b]0;title\x07text\x1bPq\x1b\\\x1bc'),
    printed('a\x1b[80Cb\x1b[3A\x1b[2D\x1b[10;3Hc'),
  ],
  words: ['\x1b[', '\x1b]', '\x1b[?1049h', '\x1b[?1049l', '\x1b[8192C', '\x1b[K', '\x1b\\'],
  maxBytes: 4_096,
  fuel: fuelPerByte(500, 50_000),
  limitMs: 100,
  run,
};
