/** What the commands do that lead to places: areas, records, views, and what the drawing is cabled with. */
import type { CommandId } from '../../shared/commands';
import { connectByKeys } from '../canvas/connect-by-keys';
import { openSearch } from '../canvas/node-search-store';
import { nextOverviewMode } from '../canvas/overview-mode';
import { beginRename } from '../canvas/rename';
import { fitSelection, flyTo, zoomToActualSize } from '../canvas/view-port';
import type { CableSide } from '../document/cable-edits';
import { currentDocument, edit } from '../document/document-store';
import { select, selectedNodes, useSelection } from '../document/selection';
import { switchCables } from '../document/switch-cables';
import { showDialog } from '../ui/dialogs';
import { goToArea, goToMenus, goToProperties } from './areas';
import { showHistory } from './history-menu';
import { hasScreen, openScreen } from './machine-console';

/** Renames the one selected node. */
function renameSelection(): void {
  const [only, ...others] = selectedNodes();
  if (only !== undefined && others.length === 0) beginRename(only);
}

function goToEnd(side: CableSide): void {
  const [id] = useSelection.getState().ids;
  const cable = currentDocument().cables[id ?? ''];
  if (cable !== undefined) flyTo(cable[side].node);
}

function switchSelectedCables(): void {
  const { label, diff } = switchCables(currentDocument(), useSelection.getState().ids);
  edit(label, diff);
}

function openScreens(): void {
  for (const id of selectedNodes()) {
    const node = currentDocument().nodes[id];
    if (node !== undefined && hasScreen(node)) openScreen(node);
  }
}

export const navigationActions = {
  'file.examples': () => showDialog('examples'),
  'edit.history': showHistory,
  'edit.rename': renameSelection,
  'edit.connect': connectByKeys,
  'edit.switchCable': switchSelectedCables,
  'edit.selectNone': () => select([]),
  'lab.openScreen': openScreens,
  'view.commands': () => showDialog('commands'),
  'view.find': openSearch,
  'view.fitSelection': fitSelection,
  'view.actualSize': zoomToActualSize,
  'view.overview': nextOverviewMode,
  'view.cableStart': () => goToEnd('a'),
  'view.cableEnd': () => goToEnd('b'),
  'view.properties': goToProperties,
  'view.nextArea': () => goToArea(1),
  'view.previousArea': () => goToArea(-1),
  'view.menuBar': goToMenus,
} satisfies Partial<Record<CommandId, () => unknown>>;
