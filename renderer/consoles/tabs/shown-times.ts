/** In which terminals times stand beside the lines. One of the user's settings. */
import type { ConsoleId } from '../../../shared/contract/console-id';
import { MAX_CONSOLE_TIMES } from '../../../shared/contract/settings';
import { changeSettings, useSettings } from '../../i18n/settings';

export function showsTimes(id: ConsoleId): boolean {
  return useSettings.getState().consoleTimes.includes(id);
}

export function toggleTimes(id: ConsoleId): void {
  const ids = useSettings.getState().consoleTimes;
  const others = ids.filter((one) => one !== id);
  const next = others.length < ids.length ? others : [...ids, id].slice(-MAX_CONSOLE_TIMES);
  changeSettings({ consoleTimes: next });
}
