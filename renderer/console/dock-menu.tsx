/** The menu of a tab. */
import { Fragment, type KeyboardEvent, useEffect, useLayoutEffect, useRef } from 'react';
import { MenuItem, MenuLine } from '../ui/menu';
import { t } from '../ui/translate';
import { closeConsole, focusTerminal, useConsoles } from './console-store';
import { detachPane, detachTab } from './dock-detach';
import { focusTab } from './dock-focus';
import { paneOf, panesOf, tabsOf } from './dock-layout';
import { closeTabMenu, useTabMenu } from './dock-menu-store';
import { joinAll, splitTab, tileAll, togglePane } from './dock-moves';
import { dockRoute } from './dock-route';
import { putBack } from './dock-window-life';

interface Entry {
  readonly label: string;
  readonly keys?: readonly string[];
  readonly enabled?: boolean;
  readonly act: () => void;
}

function closeAll(ids: readonly string[]): void {
  for (const id of ids) closeConsole(id);
}

/** The entries in groups. */
function entriesOf(tab: string): Entry[][] {
  const { layout, onlyPane } = useConsoles.getState();
  const pane = paneOf(layout, tab);
  const all = tabsOf(layout);
  const panes = panesOf(layout).length;
  const canSplit = (pane?.tabs.length ?? 0) > 1;
  return [
    [
      { label: t('Split right'), enabled: canSplit, act: () => splitTab('right', tab) },
      { label: t('Split down'), enabled: canSplit, act: () => splitTab('bottom', tab) },
      {
        label: onlyPane === null ? t('Maximise pane') : t('Show all panes'),
        enabled: panes > 1,
        act: () => togglePane(tab),
      },
    ],
    [
      { label: t('Tile all'), enabled: all.length > 1, act: tileAll },
      { label: t('Join panes'), enabled: panes > 1, act: joinAll },
    ],
    dockRoute === null
      ? [
          { label: t('Open tab in a window'), act: () => detachTab(tab) },
          { label: t('Open pane in a window'), act: () => detachPane(tab) },
        ]
      : [{ label: t('Put back'), act: putBack }],
    [
      { label: t('Close'), keys: ['Ctrl', 'Shift', 'X'], act: () => closeConsole(tab) },
      {
        label: t('Close others'),
        enabled: all.length > 1,
        act: () => closeAll(all.filter((id) => id !== tab)),
      },
      { label: t('Close all'), act: () => closeAll(all) },
    ],
  ];
}

function moveFocus(list: HTMLElement, key: string): boolean {
  const items = [...list.querySelectorAll<HTMLElement>('[role="menuitem"]:not(:disabled)')];
  const at = items.indexOf(window.document.activeElement as HTMLElement);
  const to: Record<string, number> = {
    ArrowDown: (at + 1) % items.length,
    ArrowUp: (at - 1 + items.length) % items.length,
    Home: 0,
    End: items.length - 1,
  };
  const next = to[key];
  if (next === undefined) return false;
  items[next]?.focus();
  return true;
}

function TabMenuList({ tab, x, y }: { tab: string; x: number; y: number }) {
  const list = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const place = list.current;
    if (place === null) return;
    const { width, height } = place.getBoundingClientRect();
    place.style.left = `${Math.max(0, Math.min(x, window.innerWidth - width - 4))}px`;
    place.style.top = `${Math.max(0, y + height > window.innerHeight ? y - height : y)}px`;
    moveFocus(place, 'Home');
  }, [x, y]);
  useEffect(() => {
    const outside = (event: PointerEvent) => {
      if (!list.current?.contains(event.target as Node)) closeTabMenu();
    };
    window.addEventListener('pointerdown', outside);
    window.addEventListener('blur', closeTabMenu);
    return () => {
      window.removeEventListener('pointerdown', outside);
      window.removeEventListener('blur', closeTabMenu);
    };
  }, []);
  const hear = (event: KeyboardEvent<HTMLElement>) => {
    const leaves = event.key === 'Escape' || event.key === 'Tab';
    if (leaves) {
      closeTabMenu();
      focusTab(tab);
    } else if (!moveFocus(event.currentTarget, event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const take = ({ act }: Entry) => {
    closeTabMenu();
    act();
    focusTerminal();
  };
  return (
    <div
      className="menu-list tab-menu"
      role="menu"
      aria-label={t('Tab')}
      ref={list}
      onKeyDown={hear}
    >
      {entriesOf(tab).map((group, at) => (
        <Fragment key={group[0]?.label}>
          {at > 0 && <MenuLine />}
          {group.map((entry) => (
            <MenuItem
              key={entry.label}
              label={entry.label}
              keys={entry.keys ?? []}
              disabled={entry.enabled === false}
              onSelect={() => take(entry)}
            />
          ))}
        </Fragment>
      ))}
    </div>
  );
}

export function TabMenu() {
  const menu = useTabMenu((state) => state.menu);
  return menu === null ? null : <TabMenuList key={menu.tab} {...menu} />;
}
