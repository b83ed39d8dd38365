/** The views of the whole lab for the dock, which draws what it is given. */
import type { DockViews } from '../consoles/dock/view-pane';
import { ActivityView } from '../features/activity/activity-view';
import { LabTable } from '../features/lab-table/lab-table';
import { ProblemsView } from '../features/problems/problems-view';

export const dockViews: DockViews = {
  'view:table': LabTable,
  'view:problems': ProblemsView,
  'view:activity': ActivityView,
};
