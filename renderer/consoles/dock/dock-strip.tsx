/** The head of one pane: its tabs, and beside them the tools of the tab that the person works in. */

import type { DockPane } from '../../../shared/contract/service-arrangement';
import { t } from '../../i18n/translate';
import { useConsoles } from '../tabs/console-store';
import { isViewTab } from '../tabs/dock-views';
import { DockTabs } from './dock-tabs';
import { DockTools, TabTools } from './dock-tools';

/**
 * @param number counted from 1 in reading order
 * @param corner whether it lies in the upper right corner, where the buttons of the dock are
 */
export function DockStrip({
  pane,
  number,
  corner,
}: {
  pane: DockPane;
  number: number;
  corner: boolean;
}) {
  const isActive = useConsoles(({ active }) => active !== null && pane.tabs.includes(active));
  const tab = useConsoles(({ tabs }) => tabs.find(({ id }) => id === pane.active));
  return (
    <div className="console-bar dock-strip" data-dock-strip={pane.id} data-active={isActive}>
      <DockTabs
        label={number === 1 ? t('Consoles') : t('Consoles {{number}}', { number })}
        ids={pane.tabs}
        front={pane.active}
      />
      {isActive && tab !== undefined && !isViewTab(tab.id) && (
        <div className="console-tools tab-tools">
          <TabTools tab={tab} />
        </div>
      )}
      {corner && <DockTools />}
    </div>
  );
}
