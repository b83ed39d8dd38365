import { expect, test } from 'vitest';
import { KeyDecoder } from '../../../../../electron/engine/terminal/keys';
import { LineEditor } from '../../../../../electron/engine/terminal/line-editor';
import { Screen } from '../pc/screen';

const COLUMNS = 10;
const PROMPT = '$ ';

function editor() {
  const screen = new Screen(COLUMNS);
  const line = new LineEditor((text) => screen.print(text));
  line.resize(COLUMNS);
  line.open(PROMPT);
  const decoder = new KeyDecoder();
  const press = (data: string) => {
    for (const key of decoder.decode(data)) line.press(key);
  };
  return { screen, line, press };
}

/** The picture that a fresh drawing of the line gives, to compare the edited one with. */
function expected(text: string): string {
  const all = PROMPT + text;
  const rows = all.match(/.{1,10}/g) ?? [];
  return rows.join('\n');
}

test.each([1, 7, 8, 9, 17, 18, 19, 28])(
  '%i characters: insert and delete at both ends',
  (length) => {
    const { screen, line, press } = editor();
    const text = 'abcdefghijklmnopqrstuvwxyz01'.slice(0, length);
    press(text);
    expect(screen.text.trimEnd()).toBe(expected(text));
    expect([screen.row, screen.column]).toEqual([
      Math.floor((length + 2) / COLUMNS),
      (length + 2) % COLUMNS,
    ]);
    press('\x1b[HX');
    expect(screen.text.trimEnd()).toBe(expected(`X${text}`));
    expect([screen.row, screen.column]).toEqual([0, 3]);
    press('\x1b[F\x7f');
    expect(screen.text.trimEnd()).toBe(expected(`X${text.slice(0, -1)}`));
    press('\x1b[H\x1b[3~');
    expect(line.text).toBe(text.slice(0, -1));
    expect(screen.text.trimEnd()).toBe(expected(line.text).trimEnd());
  },
);

test.each([
  ['one two three', '\x17', 'one two '],
  ['one two', '\x01\x0b', ''],
  ['one two', '\x02\x02\x02\x15', 'two'],
  ['one two', '\x1bb\x0b', 'one '],
  ['one two', '\x01\x1bf!', 'one! two'],
  ['one', '\x15\x19\x19', 'oneone'],
  ['ab', '\x1b[D\x1b[D\x1b[D\x1b[Cx', 'axb'],
  ['ab', '\x1bOHx\x1bOFy', 'xaby'],
])('%j and the keys %j give %j', (text, keys, result) => {
  const { line, press } = editor();
  press(text + keys);
  expect(line.text).toBe(result);
});

test('a sequence split over calls is one key, and unknown ones vanish', () => {
  const { line, press } = editor();
  for (const part of ['ab', '\x1b', '[', 'D', 'x', '\x1b[99~', '\x1b[200~', 'y']) press(part);
  expect(line.text).toBe('axyb');
});

test('wide characters wrap as a terminal wraps them', () => {
  const screen: string[] = [];
  const line = new LineEditor((text) => screen.push(text));
  line.resize(COLUMNS);
  line.open(PROMPT);
  line.insert('漢字漢字x');
  line.press({ kind: 'name', name: 'left' });
  // Eight cells fill the first row; the cursor stands on the x, at the left of the second.
  expect(screen.at(-1)).toMatch(/x\r$/);
});

test('after a resize the line is drawn from its new first row', () => {
  const { screen, line, press } = editor();
  press('abcdefghijkl');
  // The terminal has wrapped the 14 cells anew: seven to a row.
  const narrow = new Screen(7);
  narrow.print('$ abcdefghijkl\r\n');
  screen.print = (text) => narrow.print(text);
  line.resize(7);
  expect(narrow.text.trimEnd()).toBe('$ abcde\nfghijkl');
});

test('closing at the exact border leaves no empty row', () => {
  const { screen, line, press } = editor();
  press('abcdefgh');
  line.close();
  expect([screen.row, screen.column]).toEqual([1, 0]);
  line.open(PROMPT);
  expect(screen.text).toBe('$ abcdefgh\n$ ');
});
