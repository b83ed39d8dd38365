import { expect, test } from 'vitest';
import { moreShortcuts } from '../../../../../renderer/commands/keys/more-shortcuts';
import {
  searchSheet,
  shortcutSheet,
} from '../../../../../renderer/features/command-palette/shortcut-sheet';
import { matches, shortcutKeys } from '../../../../../renderer/ui/keys/shortcuts';
import { commands } from '../../../../../shared/contract/commands';

const all = [
  ...Object.values(commands).map(({ shortcut }) => shortcut),
  ...moreShortcuts.map(({ shortcut }) => shortcut),
].filter((shortcut) => shortcut.length > 0);

const sheet = shortcutSheet();
const rows = sheet.flatMap((group) => group.rows);

test('every shortcut of a command leads to it alone', () => {
  expect(all.toSorted()).toEqual([...new Set(all)].toSorted());
});

test('every shortcut stands on the sheet beside the label of its command', () => {
  for (const { label, shortcut } of Object.values(commands)) {
    if (shortcut.length === 0) continue;
    const row = rows.find((each) => each.label === label);
    expect(row?.ways, label).toContainEqual(shortcutKeys(shortcut));
  }
  for (const { shortcut, command } of moreShortcuts) {
    const row = rows.find(({ label }) => label === commands[command].label);
    expect(row?.ways, shortcut).toContainEqual(shortcutKeys(shortcut));
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
