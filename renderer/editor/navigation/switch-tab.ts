/** Which part of the panel of switches shows. It stays from switch to switch, so that they can be compared. */
import { pageStore } from '../../page/page-state';

export type SwitchTab = 'settings' | 'ports' | 'traffic' | 'addresses' | 'tree';

export const useSwitchTab = pageStore<{ tab: SwitchTab }>(() => ({ tab: 'settings' }));

/** Shows the settings, where what the rules find stands. */
export function showSwitchSettings(): void {
  useSwitchTab.setState({ tab: 'settings' });
}
