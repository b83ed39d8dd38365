/** How the drawing area behaves: grid, snapping, and what a drag on it does. One of the user's settings. */
import type { Settings } from '../../../shared/contract/settings';
import { settingStore } from '../../i18n/settings';

/** Distance of the grid's points, and the step of arrow keys, in pixels at zoom 1. */
export const GRID_STEP = 24;

export const useCanvasSettings = settingStore('canvas');

/** Turns one of the settings on or off. */
export function toggleSetting(name: keyof Settings['canvas']): void {
  useCanvasSettings.setState({ [name]: !useCanvasSettings.getState()[name] });
}
