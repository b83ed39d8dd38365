import { expect, test } from 'vitest';
import { commands } from '../../../../../renderer/commands/registry/registry';
import {
  searchSheet,
  shortcutSheet,
} from '../../../../../renderer/features/command-palette/shortcut-sheet';
import { matches, shortcutKeys } from '../../../../../renderer/ui/keys/shortcuts';

const all = Object.values(commands).flatMap(({ shortcuts }) => shortcuts ?? []);

const sheet = shortcutSheet();
const rows = sheet.flatMap((group) => group.rows);

test('every shortcut of a command leads to it alone', () => {
  expect(all.toSorted()).toEqual([...new Set(all)].toSorted());
});

test('every shortcut stands on the sheet beside the label of its command', () => {
  for (const { label, shortcuts = [] } of Object.values(commands)) {
    const row = rows.find((each) => each.label === label);
    expect(row?.ways ?? [], label).toEqual(shortcuts.map((shortcut) => shortcutKeys(shortcut)));
  }
});

test('mouse gestures and the keys of a console stand on it too', () => {
  expect(rows.find(({ label }) => label === 'Pull a cable')).toBeDefined();
  const clear = rows.find(({ label }) => label === 'Clear the console');
  expect(clear?.ways).toEqual([['Ctrl', 'Shift', 'K']]);
  const larger = rows.find(({ label }) => label === 'Larger text');
  expect(larger?.ways).toEqual([['Ctrl', '+']]);
});

test('a search keeps the rows with every word, in their groups', () => {
  const found = searchSheet(sheet, 'zoom selection');
  expect(found.map(({ title }) => title)).toEqual(['View']);
  expect(found[0]?.rows.map(({ label }) => label)).toEqual(['Zoom to selection']);
  const byKey = searchSheet(sheet, 'ctrl+k').flatMap((group) => group.rows);
  expect(byKey.map(({ label }) => label)).toContain('Command palette');
  expect(searchSheet(sheet, 'no such thing')).toEqual([]);
});

test('no shortcut asks for a key that the page cannot tell from another one', () => {
  const press = {
    key: 'c',
    code: 'KeyC',
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
  };
  expect(all.filter((shortcut) => matches(shortcut, press))).toEqual(['C']);
});
