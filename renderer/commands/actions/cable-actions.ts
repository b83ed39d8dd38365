/** What commands do with the selected cables; without any, with how new ones are drawn. */

import type { CableSide } from '../../document/edits/cable-edits';
import {
  type CableRouteKind,
  clearPoints,
  labelCables,
  routeCables,
} from '../../document/edits/cable-route-edits';
import { switchCables } from '../../document/edits/switch-cables';
import { currentDocument, edit } from '../../document/store/document-store';
import { useSelection } from '../../document/store/selection';
import { addPoint } from '../../editor/gestures/cable-reroute';
import { chooseNewRoute } from '../../editor/viewport/cable-view';
import { cableRouteTitles } from '../../editor/viewport/route-labels';
import { flyTo } from '../../editor/viewport/view-port';
import { t } from '../../i18n/translate';
import { confirmDone } from '../../ui/notices';

function selectedCables(): string[] {
  const { cables } = currentDocument();
  return [...useSelection.getState().ids].filter((id) => cables[id] !== undefined);
}

const one: Record<CableRouteKind, () => string> = {
  straight: () => t('Draw cable straight'),
  bent: () => t('Draw cable at right angles'),
  curved: () => t('Draw cable curved'),
};
const several: Record<CableRouteKind, (count: number) => string> = {
  straight: (count) => t('Draw {{count}} cables straight', { count }),
  bent: (count) => t('Draw {{count}} cables at right angles', { count }),
  curved: (count) => t('Draw {{count}} cables curved', { count }),
};

/** Draws cables another way, as one step. */
export function drawCables(ids: readonly string[], route: CableRouteKind): void {
  const step = ids.length === 1 ? one[route]() : several[route](ids.length);
  edit(step, routeCables(currentDocument(), ids, route));
}

/** The selected cables, or from now on every new one. */
export function routeSelection(route: CableRouteKind): void {
  const ids = selectedCables();
  if (ids.length > 0) {
    drawCables(ids, route);
    return;
  }
  chooseNewRoute(route);
  confirmDone(t('New cables: {{route}}', { route: cableRouteTitles[route]() }));
}

/** Shows or hides the port labels of cables, as one step. */
export function showLabelsOf(ids: readonly string[], labels: boolean): void {
  edit(
    labels ? t('Show port labels') : t('Hide port labels'),
    labelCables(currentDocument(), ids, labels),
  );
}

export function toggleSelectedLabels(): void {
  const { cables } = currentDocument();
  const ids = selectedCables();
  showLabelsOf(ids, !ids.some((id) => cables[id]?.labels === true));
}

export function addPointToSelection(): void {
  const [only, ...others] = selectedCables();
  if (only !== undefined && others.length === 0) addPoint(only);
}

export function clearSelectedPoints(): void {
  const ids = selectedCables();
  edit(t('Remove points of cables'), clearPoints(currentDocument(), ids));
}

/** Takes the link of the selected cables down; up again when it is down at all of them. */
export function switchSelectedCables(): void {
  const { label, diff } = switchCables(currentDocument(), useSelection.getState().ids);
  edit(label, diff);
}

/** Leads to the node at one end of the one selected cable. */
export function goToEnd(side: CableSide): void {
  const [id] = selectedCables();
  const cable = currentDocument().cables[id ?? ''];
  if (cable !== undefined) flyTo(cable[side].node);
}
