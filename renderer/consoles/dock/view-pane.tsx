/** One tab's panel with a view of the whole lab. */
import { type ComponentType, useState } from 'react';
import { ActivityView } from '../../features/activity/activity-view';
import { LabTable } from '../../features/lab-table/lab-table';
import { ProblemsView } from '../../features/problems/problems-view';
import { t } from '../../i18n/translate';
import { type ViewTabId, viewTitles } from '../tabs/dock-views';
import { useFocus } from '../tabs/use-focus';

const views: Readonly<Record<ViewTabId, ComponentType>> = {
  'view:table': LabTable,
  'view:problems': ProblemsView,
  'view:activity': ActivityView,
};

/** A view that is not to be seen is not made: it would follow the lab for nobody. */
export function ViewPane({ id, visible }: { id: ViewTabId; visible: boolean }) {
  const View = views[id];
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
      {visible && <View />}
    </div>
  );
}
