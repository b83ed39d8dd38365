import { expect, test } from 'vitest';
import { desktopMenus } from '../../../../../renderer/commands/menus/desktop-menu';
import { commandState } from '../../../../../renderer/commands/model/command-state';
import { commandIds } from '../../../../../renderer/commands/registry/registry';
import { desktopMenuCalls } from '../../../../../shared/contract/desktop-menu';
import { emptyDocument } from '../../../../../shared/document/topology';

const stateNow = () => ({
  ...commandState(),
  document: emptyDocument('00000000-0000-4000-8000-000000000000'),
  ids: new Set<string>(),
});
const menusNow = () => desktopMenus(stateNow());
const itemsNow = () =>
  menusNow()
    .flatMap(({ groups }) => groups.flat())
    .flatMap((item) => ('id' in item ? [item] : item.groups.flat()));

test('the desktop is told of every command once, as the contract has it', () => {
  const menus = menusNow();
  const items = itemsNow();
  expect(items.map(({ id }) => id).sort()).toEqual([...commandIds].sort());
  expect(desktopMenuCalls['menu.show'].params.parse({ menus })).toEqual({ menus });
});

test('what can do nothing is grey, and what is on is ticked', () => {
  const items = itemsNow();
  const find = (id: string) => items.find((item) => item.id === id);
  expect(find('edit.delete')).toMatchObject({ enabled: false });
  expect(find('file.save')).toMatchObject({ enabled: true, shortcut: 'Mod+S' });
  expect(find('file.save')).not.toHaveProperty('checked');
  expect(find('view.grid')).toMatchObject({ checked: stateNow().settings.canvas.grid });
  expect(find('file.images')).not.toHaveProperty('shortcut');
});

test('menus and groups stand as in the bar', () => {
  const menus = menusNow();
  const shape = ({ groups }: ReturnType<typeof menusNow>[number]) =>
    groups.map((group) => group.map((item) => ('id' in item ? item.id : item.label)).join(' '));
  const edit = menus.find(({ id }) => id === 'edit');
  expect(edit && shape(edit)).toEqual([
    'edit.undo edit.redo',
    'edit.cut edit.copy edit.paste edit.duplicate edit.saveTemplate edit.history',
    'edit.rename Cables edit.add edit.addMany edit.delete',
    'Select Groups edit.addPicture',
  ]);
  const view = menus.find(({ id }) => id === 'view');
  expect(view && shape(view).slice(0, 3)).toEqual([
    'view.commands view.find',
    'Zoom',
    'view.grid view.snapGrid view.hand view.overview Go to',
  ]);
});
