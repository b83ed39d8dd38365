/** What the guide calls by its name in the window is called so there: menus, buttons, fields, palette. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { menuGroups } from '../../../renderer/commands/menus/menu-items';
import {
  type MenuName,
  menus,
  type SubmenuName,
  submenus,
} from '../../../renderer/commands/model/menus';
import { commands } from '../../../renderer/commands/registry/registry';
import { boldWordsOf, docPages, root } from '../../harness/doc-pages';

const guide = docPages().filter(
  ({ path }) => path === 'README.md' || path.startsWith('docs/guide/'),
);

/** Every literal of the page's sources; a text of the window is among them. */
function literals(): Set<string> {
  const found = new Set<string>();
  for (const folder of ['renderer', 'shared', 'assets/examples']) {
    for (const name of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })) {
      if (!/\.(tsx?|json)$/.test(name)) continue;
      const source = readFileSync(join(root, folder, name), 'utf8');
      for (const [, , text] of source.matchAll(/(['"`])((?:(?!\1)[^\n])*)\1/g)) found.add(text!);
    }
  }
  return found;
}

/** The ways to all commands in the menus: `File > New lab`. */
function waysFrom(name: MenuName | SubmenuName, way: readonly string[]): string[] {
  return menuGroups(name)
    .flat()
    .flatMap((item) => {
      if (typeof item === 'string') return [[...way, commands[item].label].join(' > ')];
      return waysFrom(item.submenu, [...way, submenus[item.submenu].title]);
    });
}

const names = Object.keys(menus) as MenuName[];
const isMenu = (word: string) => names.some((name) => menus[name].title === word);

describe('words in bold', () => {
  const texts = literals();
  const ways = names.flatMap((name) => waysFrom(name, [menus[name].title]));
  const isThere = (words: string) => {
    const [menu, ...entry] = words.split(' > ');
    if (entry.length === 0 || !isMenu(menu!)) return texts.has(words);
    // A menu and one of its menus is a place too.
    return ways.some((way) => way === words || way.startsWith(`${words} > `));
  };

  it.each(guide)('of $path stand in the window', (page) => {
    const words = boldWordsOf(page).filter((text) => !text.includes('`'));
    expect(words.filter((text) => !isThere(text.replace(/ >$/, '')))).toEqual([]);
  });
});
