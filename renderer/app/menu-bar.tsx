/** The menu bar, made from shared/contract/commands.ts. */
import { useCallback, useState } from 'react';
import {
  type CommandId,
  commands,
  type MenuName,
  menuTitles,
} from '../../shared/contract/commands';
import { placesOfMenu, type SubmenuName, submenuTitles } from '../../shared/contract/submenus';
import { perform } from '../commands/actions';
import { useChecked } from '../commands/use-checked';
import { useCommandLabel } from '../commands/use-command';
import { useEnabled } from '../commands/use-enabled';
import { t } from '../i18n/translate';
import { shortcutKeys } from '../ui/keys/shortcuts';
import { Menu, MenuItem, MenuLine, MenuMore } from '../ui/menu/menu';

const menus = Object.keys(menuTitles) as MenuName[];

/** A line is drawn before these. */
const startsGroup: ReadonlySet<CommandId> = new Set([
  'file.save',
  'file.images',
  'export.png',
  'edit.cut',
  'edit.rename',
  'cable.straight',
  'cable.addPoint',
  'arrange.spaceAcross',
  'edit.lock',
  'view.grid',
  'view.nextProblem',
  'view.cableStart',
  'view.nextArea',
  'lab.startSelection',
  'lab.openConsole',
  'view.theme',
  'view.table',
  'dock.maximisePane',
  'dock.detachTab',
  'dock.nextTab',
  'dock.closeTab',
]);

/** And before these menus. */
const lineBefore: ReadonlySet<SubmenuName> = new Set(['select', 'zoom', 'layout', 'panes']);

function CommandItem({ id, close }: { id: CommandId; close: () => void }) {
  const enabled = useEnabled(id);
  const checked = useChecked(id);
  const label = useCommandLabel(id);
  const { shortcut } = commands[id];
  return (
    <>
      {startsGroup.has(id) && <MenuLine />}
      <MenuItem
        label={label}
        keys={shortcutKeys(shortcut)}
        disabled={!enabled}
        checked={checked}
        onSelect={() => {
          close();
          perform(id);
        }}
      />
    </>
  );
}

function Submenu({
  submenu,
  ids,
  close,
}: {
  submenu: SubmenuName;
  ids: readonly CommandId[];
  close: () => void;
}) {
  return (
    <>
      {lineBefore.has(submenu) && <MenuLine />}
      <MenuMore title={t(submenuTitles[submenu])}>
        {ids.map((id) => (
          <CommandItem key={id} id={id} close={close} />
        ))}
      </MenuMore>
    </>
  );
}

export function MenuBar() {
  const [open, setOpen] = useState<MenuName | null>(null);
  const close = useCallback(() => setOpen(null), []);
  return (
    <div className="menu-bar" role="menubar" aria-label={t('Menus')}>
      {menus.map((name, index) => (
        <Menu
          key={name}
          title={t(menuTitles[name])}
          open={open === name}
          setOpen={(wanted) => setOpen(wanted ? name : null)}
          onSide={(step) => setOpen(menus[(index + step + menus.length) % menus.length]!)}
        >
          {placesOfMenu(name).map((place) =>
            typeof place === 'string' ? (
              <CommandItem key={place} id={place} close={close} />
            ) : (
              <Submenu key={place.submenu} {...place} close={close} />
            ),
          )}
        </Menu>
      ))}
    </div>
  );
}
