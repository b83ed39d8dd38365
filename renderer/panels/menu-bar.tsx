/** The menu bar, made from shared/commands.ts. */
import { useCallback, useState } from 'react';
import { type CommandId, commands, type MenuName, menuTitles } from '../../shared/commands';
import { perform } from '../commands/actions';
import { shortcutKeys } from '../commands/shortcuts';
import { useChecked } from '../commands/use-checked';
import { useCommandLabel } from '../commands/use-command';
import { useEnabled } from '../commands/use-enabled';
import { Menu, MenuItem, MenuLine } from '../ui/menu';
import { t } from '../ui/translate';

const menus = Object.keys(menuTitles) as MenuName[];

/** A line is drawn before these. */
const startsGroup: ReadonlySet<CommandId> = new Set([
  'file.save',
  'file.images',
  'export.png',
  'edit.cut',
  'edit.rename',
  'edit.delete',
  'edit.group',
  'edit.addPicture',
  'cable.straight',
  'edit.selectAll',
  'arrange.spaceAcross',
  'arrange.layers',
  'edit.lock',
  'view.grid',
  'view.fit',
  'view.nextArea',
  'lab.startSelection',
  'lab.openConsole',
  'view.theme',
  'view.table',
  'dock.splitRight',
  'dock.maximisePane',
  'dock.nextTab',
  'dock.closeTab',
]);

function commandsOf(menu: MenuName): CommandId[] {
  return (Object.keys(commands) as CommandId[]).filter((id) => commands[id].menu === menu);
}

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
          {commandsOf(name).map((id) => (
            <CommandItem key={id} id={id} close={close} />
          ))}
        </Menu>
      ))}
    </div>
  );
}
