/** When the overview shows: by itself, always or never. One of the user's settings. */
import type { Settings } from '../../../shared/contract/settings';
import { changeSettings, useSettings } from '../../i18n/settings';

type OverviewMode = Settings['overview'];

const modes: readonly OverviewMode[] = ['automatic', 'always', 'never'];

/** From automatic to always to never, and round again. */
export function nextOverviewMode(): void {
  const at = modes.indexOf(useSettings.getState().overview);
  changeSettings({ overview: modes[(at + 1) % modes.length]! });
}
