/** What the commands do that lead to places: areas, records, views, and what the drawing is cabled with. */
import type { CommandId } from '../../../shared/contract/commands';
import { hasScreen, openScreen } from '../../consoles/tabs/machine-console';
import type { CableSide } from '../../document/edits/cable-edits';
import { switchCables } from '../../document/edits/switch-cables';
import { currentDocument, edit } from '../../document/store/document-store';
import { select, selectedNodes, useSelection } from '../../document/store/selection';
import { connectByKeys } from '../../editor/gestures/connect-by-keys';
import { beginRename } from '../../editor/scene/rename';
import { openSearch } from '../../editor/search/node-search-store';
import { nextOverviewMode } from '../../editor/viewport/overview-mode';
import { fitSelection, flyTo, zoomToActualSize } from '../../editor/viewport/view-port';
import { showDialog } from '../../ui/dialogs';
import { goToArea, goToMenus, goToProperties } from './areas';
import { showHistory } from './history-menu';

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
