/** The menu of a tab. */

import { t } from '../../i18n/translate';
import { inGroups, openMenu } from '../../ui/menu/floating-menu-store';
import { type ConsoleEntry, choiceHere } from '../tabs/console-choice';
import { closeConsole, useConsoles } from '../tabs/console-store';
import { paneOf, panesOf, tabsOf } from '../tabs/dock-layout';
import { joinAll, splitTab, tileAll, togglePane } from '../tabs/dock-moves';
import { dockRoute } from '../tabs/dock-route';
import { detachPane, detachTab } from './dock-detach';
import { putBack } from './dock-window-life';

function closeAll(ids: readonly string[]): void {
  for (const id of ids) closeConsole(id);
}

/** The entries in groups. */
function entriesOf(tab: string): ConsoleEntry[][] {
  const { layout, onlyPane } = useConsoles.getState();
  const pane = paneOf(layout, tab);
  const all = tabsOf(layout);
  const panes = panesOf(layout).length;
  const canSplit = (pane?.tabs.length ?? 0) > 1;
  return [
    [
      { label: t('Split right'), disabled: !canSplit, act: () => splitTab('right', tab) },
      { label: t('Split down'), disabled: !canSplit, act: () => splitTab('bottom', tab) },
      {
        label: onlyPane === null ? t('Maximise pane') : t('Show all panes'),
        disabled: panes < 2,
        act: () => togglePane(tab),
      },
    ],
    [
      { label: t('Tile all'), disabled: all.length < 2, act: tileAll },
      { label: t('Join panes'), disabled: panes < 2, act: joinAll },
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
        disabled: all.length < 2,
        act: () => closeAll(all.filter((id) => id !== tab)),
      },
      { label: t('Close all'), act: () => closeAll(all) },
    ],
  ];
}

/** @param at in pixels of the window */
export function openTabMenu(tab: string, at: { x: number; y: number }): void {
  const entries = inGroups(entriesOf(tab).map((group) => group.map(choiceHere)));
  openMenu({ title: t('Tab'), at, entries });
}
