/** How cables are drawn: their way and their port labels, of one or of several at once. */
import { type Cable, cableRoutes } from '../../shared/topology';
import { chooseNewRoute, useCableView } from '../canvas/cable-view';
import { cableRouteTitles } from '../canvas/cable-words';
import { drawCables, showLabelsOf } from '../commands/cable-actions';
import { useDocument } from '../document/document-store';
import { CheckField, SelectField } from '../ui/field';
import { t } from '../ui/translate';

type Route = Cable['route'];

const routeOptions = () =>
  cableRoutes.map((value) => ({ value, label: cableRouteTitles[value]() }));

const asRoute = (text: string) => cableRoutes.find((route) => route === text);

/** Way and labels of the cables; what differs between them is said to be mixed. */
export function CableLookForm({ ids }: { ids: readonly string[] }) {
  const cables = useDocument(({ document }) => document.cables);
  const shown = ids.map((id) => cables[id]).filter((cable) => cable !== undefined);
  const routes = new Set<Route>(shown.map(({ route }) => route));
  const [only] = routes;
  const mixed = routes.size > 1;
  return (
    <>
      <SelectField
        label={t('Drawn')}
        value={mixed ? '' : (only ?? 'straight')}
        options={[...(mixed ? [{ value: '', label: t('Mixed') }] : []), ...routeOptions()]}
        commit={(text) => {
          const route = asRoute(text);
          if (route !== undefined) drawCables(ids, route);
        }}
      />
      <CheckField
        label={t('Port labels')}
        value={shown.every(({ labels }) => labels)}
        commit={(labels) => showLabelsOf(ids, labels)}
      />
    </>
  );
}

/** How new cables are drawn; remembered by this browser. */
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
