/** The menu bar: a view of the registry of commands. */
import { Fragment, useCallback, useState } from 'react';
import { menuGroups } from '../commands/menus/menu-items';
import { type MenuName, menus, type SubmenuName, submenus } from '../commands/model/menus';
import { perform } from '../commands/perform';
import { type CommandId, shortcutOf } from '../commands/registry/registry';
import { useChecked, useCommandLabel, useEnabled } from '../commands/registry/use-command';
import { t } from '../i18n/translate';
import { shortcutKeys } from '../ui/keys/shortcuts';
import { Menu, MenuItem, MenuLine, MenuMore } from '../ui/menu/menu';

const names = Object.keys(menus) as MenuName[];

function CommandItem({ id, close }: { id: CommandId; close: () => void }) {
  return (
    <MenuItem
      label={useCommandLabel(id)}
      keys={shortcutKeys(shortcutOf(id))}
      disabled={!useEnabled(id)}
      checked={useChecked(id)}
      onSelect={() => {
        close();
        perform(id);
      }}
    />
  );
}

function MenuItems({ name, close }: { name: MenuName | SubmenuName; close: () => void }) {
  return menuGroups(name).map((group, at) => (
    <Fragment key={JSON.stringify(group[0])}>
      {at > 0 && <MenuLine />}
      {group.map((item) =>
        typeof item === 'string' ? (
          <CommandItem key={item} id={item} close={close} />
        ) : (
          <MenuMore key={item.submenu} title={submenus[item.submenu].title}>
            <MenuItems name={item.submenu} close={close} />
          </MenuMore>
        ),
      )}
    </Fragment>
  ));
}

export function MenuBar() {
  const [open, setOpen] = useState<MenuName | null>(null);
  const close = useCallback(() => setOpen(null), []);
  return (
    <div className="menu-bar" role="menubar" aria-label={t('Menus')}>
      {names.map((name, index) => (
        <Menu
          key={name}
          title={menus[name].title}
          open={open === name}
          setOpen={(wanted) => setOpen(wanted ? name : null)}
          onSide={(step) => setOpen(names[(index + step + names.length) % names.length]!)}
        >
          <MenuItems name={name} close={close} />
        </Menu>
      ))}
    </div>
  );
}
