/** How cables are drawn: their way and their port labels, of one or of several at once. */
import { cableRoutes } from '../../../shared/document/topology';
import { drawCables, showLabelsOf } from '../../commands/actions/cable-actions';
import { useDocument } from '../../document/store/document-store';
import { chooseNewRoute, useCableView } from '../../editor/viewport/cable-view';
import { cableRouteTitles } from '../../editor/viewport/route-labels';
import { t } from '../../i18n/translate';
import { CheckField, SelectField } from '../../ui/field';

const routeOptions = () =>
  cableRoutes.map((value) => ({ value, label: cableRouteTitles[value]() }));

const asRoute = (text: string) => cableRoutes.find((route) => route === text);

/** Way and port labels of the cables. */
export function CableLookForm({ ids }: { ids: readonly string[] }) {
  const cables = useDocument(({ document }) => document.cables);
  const shown = ids.map((id) => cables[id]).filter((cable) => cable !== undefined);
  const [first] = shown;
  if (first === undefined) return null;
  // Once a cable was led through points, it goes from one to the next without more corners.
  const led = shown.every(({ route, points }) => route === 'bent' && points.length > 0);
  return (
    <>
      <SelectField
        label={t('Line style')}
        several={shown.some(({ route }) => route !== first.route)}
        value={first.route}
        options={routeOptions().map((option) =>
          led && option.value === 'bent' ? { ...option, label: t('Through its points') } : option,
        )}
        commit={(text) => {
          const route = asRoute(text);
          if (route !== undefined) drawCables(ids, route);
        }}
      />
      <CheckField
        label={t('Port labels')}
        several={shown.some(({ labels }) => labels !== first.labels)}
        value={first.labels}
        commit={(labels) => showLabelsOf(ids, labels)}
      />
    </>
  );
}

/** How new cables are drawn; one of the user's settings. */
export function NewCablesField() {
  const route = useCableView(({ newRoute }) => newRoute);
  return (
    <SelectField
      label={t('New cables')}
      value={route}
      options={routeOptions()}
      commit={(text) => chooseNewRoute(asRoute(text) ?? 'straight')}
    />
  );
}
