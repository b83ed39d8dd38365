/** What was chosen last in the command palette, the latest first. One of the user's settings. */
import { MAX_RECENT_CHOICES } from '../../../shared/contract/settings';
import { changeSettings, useSettings } from '../../i18n/settings';

export function recentChoices(): string[] {
  return useSettings.getState().recentChoices;
}

/** The list with this choice at its head, and nothing in it twice. */
export function withChoice(recent: readonly string[], id: string): string[] {
  return [id, ...recent.filter((other) => other !== id)].slice(0, MAX_RECENT_CHOICES);
}

export function rememberChoice(id: string): void {
  changeSettings({ recentChoices: withChoice(recentChoices(), id) });
}
