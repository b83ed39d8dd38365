/** All that labels, `enabled` and `checked` of commands depend on, as one value. */
import type { LabStatus } from '../../../shared/contract/service';
import type { Settings } from '../../../shared/contract/settings';
import type { TopologyDocument } from '../../../shared/document/topology';
import { type DockState, useConsoles } from '../../consoles/tabs/console-store';
import { useDocument } from '../../document/store/document-store';
import type { History } from '../../document/store/history';
import { useSelection } from '../../document/store/selection';
import { type PanelState, usePanels } from '../../editor/navigation/panel-store';
import { useSettings } from '../../i18n/settings';
import { useLab } from '../../lab/lab-store';

export interface CommandState {
  document: TopologyDocument;
  history: History;
  /** What is selected. */
  ids: ReadonlySet<string>;
  lab: LabStatus;
  dock: DockState;
  panels: PanelState;
  settings: Settings;
}

/** The state as it is now, outside of rendering. */
export function commandState(): CommandState {
  const { document, history } = useDocument.getState();
  return {
    document,
    history,
    ids: useSelection.getState().ids,
    lab: useLab.getState(),
    dock: useConsoles.getState(),
    panels: usePanels.getState(),
    settings: useSettings.getState(),
  };
}

const stores = [useDocument, useSelection, useLab, useConsoles, usePanels, useSettings];

/** Calls back whenever something of the state changes; returns how to stop that. */
export function onCommandState(changed: () => void): () => void {
  const stops = stores.map((store) => store.subscribe(changed));
  return () => {
    for (const stop of stops) stop();
  };
}
