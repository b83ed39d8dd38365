/** The views of the whole lab that stand in tabs beside the consoles, and what they are called. */
import { t } from '../../i18n/translate';
import { openTab } from './console-store';

export type DockView = 'table' | 'problems' | 'activity';
export type ViewTabId = `view:${DockView}`;

export const viewTitles: Readonly<Record<ViewTabId, string>> = {
  'view:table': 'Lab table',
  'view:problems': 'Problems',
  'view:activity': 'Activity',
};

/** Whether a tab shows the lab and no node of it. */
export function isViewTab(id: string): id is ViewTabId {
  return id in viewTitles;
}

/** Shows a view in its tab, opening one if there is none. */
export function openView(view: DockView): void {
  const id: ViewTabId = `view:${view}`;
  openTab(id, t(viewTitles[id]));
}
