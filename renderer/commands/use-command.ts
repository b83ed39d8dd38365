/** A command as it is shown: its label of the moment and whether it can be given. */
import { useSyncExternalStore } from 'react';
import type { CommandId } from '../../shared/contract/commands';
import { useSelection } from '../document/store/selection';
import { isInspectorWanted, isPaletteOpen, usePanels } from '../editor/navigation/panel-store';
import { useSettings } from '../i18n/settings';
import { commandLabel, type LabelState } from './command-labels';
import { commandState, onCommandState } from './use-enabled';

/** What labels depend on as it is now, outside of rendering. */
export function labelState(): LabelState {
  return {
    ...commandState(),
    overview: useSettings.getState().overview,
    portLabels: useSettings.getState().cables.labels,
    palette: isPaletteOpen(usePanels.getState(), useSettings.getState()),
    inspector: isInspectorWanted(
      usePanels.getState(),
      useSettings.getState(),
      useSelection.getState().ids.size,
    ),
  };
}

function onLabelState(changed: () => void): () => void {
  const leave = [
    onCommandState(changed),
    useSettings.subscribe(changed),
    usePanels.subscribe(changed),
  ];
  return () => {
    for (const leaveOne of leave) leaveOne();
  };
}

/** The label of a command, which follows what it depends on. */
export function useCommandLabel(id: CommandId): string {
  return useSyncExternalStore(onLabelState, () => commandLabel(id, labelState()));
}
