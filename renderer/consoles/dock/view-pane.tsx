/** One tab's panel with a view of the whole lab. */
import { type ComponentType, createContext, useContext, useState } from 'react';
import { t } from '../../i18n/translate';
import { type ViewTabId, viewTitles } from '../tabs/dock-views';
import { useFocus } from '../tabs/use-focus';

export type DockViews = Readonly<Record<ViewTabId, ComponentType>>;

const Views = createContext<DockViews | null>(null);

/** Hands the views down to the dock. */
export const DockViewsProvider = Views.Provider;

/** A view that is not to be seen is not made: it would follow the lab for nobody. */
export function ViewPane({ id, visible }: { id: ViewTabId; visible: boolean }) {
  const View = useContext(Views)?.[id];
  const [panel, setPanel] = useState<HTMLElement | null>(null);
  useFocus(panel, id, visible);
  return (
    <div
      ref={setPanel}
      tabIndex={-1}
      className="view-pane"
      role="tabpanel"
      id={`panel-${id}`}
      aria-label={t(viewTitles[id])}
      hidden={!visible}
    >
      {visible && View !== undefined && <View />}
    </div>
  );
}
