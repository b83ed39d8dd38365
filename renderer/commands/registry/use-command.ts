/** A command as it is shown. Whoever asks is rendered again only when the answer changes. */
import { useSyncExternalStore } from 'react';
import { commandState, onCommandState } from '../model/command-state';
import { type CommandId, commandLabel, commands } from './registry';

/**
 * Whether a command can be given now.
 *
 * @param ids what it would be given for, where that is not the selection
 */
export function useEnabled(id: CommandId, ids?: ReadonlySet<string>): boolean {
  return useSyncExternalStore(onCommandState, () => {
    const state = commandState();
    return commands[id].enabled(ids === undefined ? state : { ...state, ids });
  });
}

/** Whether it is on; null for a command that turns nothing on or off. */
export function useChecked(id: CommandId): boolean | null {
  return useSyncExternalStore(onCommandState, () => commands[id].checked?.(commandState()) ?? null);
}

/** What it is called just now. */
export function useCommandLabel(id: CommandId): string {
  return useSyncExternalStore(onCommandState, () => commandLabel(id, commandState()));
}
