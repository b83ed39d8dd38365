/**
 * The sheet of shortcuts as data, made of what the keys are bound by: commands with their shortcuts, the
 * keys of a terminal, and the gestures that no list binds. Pure.
 */
import { type MenuName, menuOf, menus } from '../../commands/model/menus';
import { commandIds, commands } from '../../commands/registry/registry';
import { terminalKeys } from '../../consoles/panes/terminal-keys';
import { t } from '../../i18n/translate';
import { hasWords, wordsOf } from '../../ui/find-words';
import { shortcutKeys } from '../../ui/keys/shortcuts';

export interface ShortcutRow {
  label: string;
  /** Ways to do it, each as the keys that are pressed together. */
  ways: readonly (readonly string[])[];
}

export interface ShortcutGroup {
  title: string;
  rows: readonly ShortcutRow[];
}

const mouseWays: readonly (readonly [label: string, ...ways: string[]])[] = [
  ['Add something to the drawing', 'Double-click a free place'],
  ['Add a node at the end of a cable', 'Drop the cable on a free place'],
  ['Open the console or screen of a machine', 'Double-click'],
  ['Rename a group, tap, plug or internet access', 'Double-click its name'],
  ['Menu of a thing', 'Right-click'],
  ['Pull a cable', 'Drag from a jack', 'Click two jacks'],
  ['Move the end of a cable', "Drag the cable's label"],
  ['Select with a rubber band', 'Drag a free place', 'Shift+drag'],
  ['Add to the selection', 'Shift+click', 'Ctrl+click'],
  ['Move the view', 'Drag with the middle button', 'Space+drag'],
  ['Drag without snapping', 'Alt+drag'],
  ['Zoom', 'Wheel'],
];

const drawingWays: readonly (readonly [label: string, ...ways: string[]])[] = [
  ['Go from node to node', 'Tab', 'Shift+Tab'],
  ['Select the node that has the focus', 'Space'],
  ['Reach the buttons and jacks of the selected node', 'Tab'],
  ['Take up a cable at a jack, and put it in', 'Enter'],
  ['Move what is selected', 'Arrow keys'],
  ['Move it by a pixel', 'Shift+arrow keys'],
];

function rowsOf(list: typeof mouseWays): ShortcutRow[] {
  return list.map(([label, ...ways]) => ({
    label: t(label),
    ways: ways.map((way) => t(way).split('+')),
  }));
}

function commandRows(menu: MenuName): ShortcutRow[] {
  const ids = commandIds.filter((id) => menuOf(commands[id].place) === menu);
  return ids
    .map((id) => ({
      label: commands[id].label,
      ways: (commands[id].shortcuts ?? []).map((shortcut) => shortcutKeys(shortcut)),
    }))
    .filter(({ ways }) => ways.length > 0);
}

const terminalRows = (): ShortcutRow[] =>
  Object.values(terminalKeys).map(({ label, shortcuts: [shortcut] }) => ({
    label,
    ways: [shortcutKeys(shortcut)],
  }));

/** Every shortcut, in groups. */
export function shortcutSheet(): ShortcutGroup[] {
  const groups = [
    ...(Object.keys(menus) as MenuName[]).map((menu) => ({
      title: menus[menu].title,
      rows: commandRows(menu),
    })),
    { title: t('On the drawing'), rows: rowsOf(drawingWays) },
    { title: t('With the mouse'), rows: rowsOf(mouseWays) },
    { title: t('In a console'), rows: terminalRows() },
  ];
  return groups.filter(({ rows }) => rows.length > 0);
}

function fits({ label, ways }: ShortcutRow, words: readonly string[]): boolean {
  return hasWords(`${label} ${ways.map((way) => way.join('+')).join(' ')}`, words);
}

/** The rows that have every word of the query in their label or keys. */
export function searchSheet(groups: readonly ShortcutGroup[], query: string): ShortcutGroup[] {
  const words = wordsOf(query);
  return groups
    .map(({ title, rows }) => ({ title, rows: rows.filter((row) => fits(row, words)) }))
    .filter(({ rows }) => rows.length > 0);
}
