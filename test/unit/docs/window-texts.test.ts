/** What the guide calls by its name in the window is called so there: menus, buttons, fields, palette. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  type CommandId,
  commands,
  type MenuName,
  menuTitles,
} from '../../../shared/contract/commands';
import { placesOfMenu, submenuTitles } from '../../../shared/contract/submenus';
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
function menuWays(): Set<string> {
  const labelOf = (id: CommandId) => commands[id].label;
  const ways = (Object.keys(menuTitles) as MenuName[]).flatMap((menu) =>
    placesOfMenu(menu).flatMap((place) => {
      if (typeof place === 'string') return [[menuTitles[menu], labelOf(place)]];
      return place.ids.map((id) => [menuTitles[menu], submenuTitles[place.submenu], labelOf(id)]);
    }),
  );
  return new Set(ways.map((way) => way.join(' > ')));
}

const isMenu = (word: string) => Object.values<string>(menuTitles).includes(word);

describe('words in bold', () => {
  const texts = literals();
  const ways = menuWays();
  const isThere = (words: string) => {
    const [menu, ...entry] = words.split(' > ');
    if (entry.length === 0 || !isMenu(menu!)) return texts.has(words);
    // A menu and one of its menus is a place too.
    return [...ways].some((way) => way === words || way.startsWith(`${words} > `));
  };

  it.each(guide)('of $path stand in the window', (page) => {
    const words = boldWordsOf(page).filter((text) => !text.includes('`'));
    expect(words.filter((text) => !isThere(text.replace(/ >$/, '')))).toEqual([]);
  });
});
