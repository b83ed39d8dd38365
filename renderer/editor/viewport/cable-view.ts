/** How cables are drawn for this user: port labels, and the way of new cables. One of the user's settings. */
import type { Cable } from '../../../shared/document/topology';
import { settingStore } from '../../i18n/settings';

export const useCableView = settingStore('cables');

export function togglePortLabels(): void {
  useCableView.setState({ labels: !useCableView.getState().labels });
}

export function chooseNewRoute(newRoute: Cable['route']): void {
  useCableView.setState({ newRoute });
}
