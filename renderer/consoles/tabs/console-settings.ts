/** How consoles look and behave, for all of them at once. One of the user's settings. */
import { type ConsoleSettings, fontSizes } from '../../../shared/contract/console-settings';
import { settingStore } from '../../i18n/settings';

export const useConsoleSettings = settingStore('console');

export function changeConsoleSettings(change: Partial<ConsoleSettings>): void {
  useConsoleSettings.setState(change);
}

/** @param step in pixels; null for the usual size */
export function zoomText(step: number | null): void {
  const { fontSize } = useConsoleSettings.getState();
  const wanted = step === null ? fontSizes.usual : fontSize + step;
  changeConsoleSettings({ fontSize: Math.max(fontSizes.least, Math.min(fontSizes.most, wanted)) });
}
