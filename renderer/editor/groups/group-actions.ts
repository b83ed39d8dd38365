/** What the commands for groups do. */

import { collapseGroups, groupNodes, joinGroup, ungroup } from '../../document/edits/group-edits';
import {
  allCollapsed,
  devicesAmong,
  groupsAround,
  membersOf,
} from '../../document/records/membership';
import { currentDocument, edit, editsArrived } from '../../document/store/document-store';
import { select, selectedNodes } from '../../document/store/selection';
import { t } from '../../i18n/translate';
import { restartNodes, startNodes, stopNodes } from '../../lab/lab-actions';

/** What a step that is done to groups is called. */
function named(
  groups: readonly string[],
  one: (name: string) => string,
  several: (count: number) => string,
): string {
  const group = currentDocument().nodes[groups[0] ?? ''];
  if (groups.length === 1 && group?.kind === 'group') return one(group.name);
  return several(groups.length);
}

/** Puts what is selected into a new group, which is selected then. */
export function groupSelection(): void {
  const { diff, id } = groupNodes(currentDocument(), selectedNodes());
  if (id === null) return;
  edit(t('Group {{count}} nodes', { count: diff.nodes.updated.length }), diff);
  select([id]);
}

/** Takes the groups of the selection away; their members stay and are selected. */
export function ungroupSelection(): void {
  const { nodes } = currentDocument();
  const groups = groupsAround(nodes, selectedNodes());
  const members = groups.flatMap((id) => membersOf(nodes, id).map((member) => member.id));
  const label = named(
    groups,
    (name) => t('Ungroup {{name}}', { name }),
    (count) => t('Ungroup {{count}} groups', { count }),
  );
  edit(label, ungroup(currentDocument(), groups));
  select(members);
}

/** Draws groups as symbols; as frames when all of them are symbols. */
export function toggleGroups(ids: readonly string[]): void {
  const { nodes } = currentDocument();
  const groups = groupsAround(nodes, ids);
  const collapsed = allCollapsed(nodes, groups);
  const label = named(
    groups,
    (name) => (collapsed ? t('Expand {{name}}', { name }) : t('Collapse {{name}}', { name })),
    (count) =>
      collapsed
        ? t('Expand {{count}} groups', { count })
        : t('Collapse {{count}} groups', { count }),
  );
  edit(label, collapseGroups(currentDocument(), groups, !collapsed));
  // What cannot be seen any more is not selected either.
  if (groups.length > 0) select(groups);
}

export function toggleSelectedGroups(): void {
  toggleGroups(selectedNodes());
}

/** Puts the selected nodes into the one group that is selected with them. */
export function joinSelection(): void {
  const { nodes } = currentDocument();
  const ids = selectedNodes();
  const [group, ...others] = ids
    .flatMap((id) => nodes[id] ?? [])
    .filter((node) => node.kind === 'group');
  if (group === undefined || others.length > 0) return;
  const diff = joinGroup(currentDocument(), ids, group.id);
  edit(t('Put nodes into {{name}}', { name: group.name }), diff);
  select([group.id]);
}

/** Takes the selected nodes out of their groups. */
export function leaveSelection(): void {
  const diff = joinGroup(currentDocument(), selectedNodes(), null);
  edit(t('Take {{count}} nodes out of their group', { count: diff.nodes.updated.length }), diff);
}

const runs = { start: startNodes, stop: stopNodes, restart: restartNodes };

/** Starts, stops or restarts all members of a group. */
export async function runGroup(action: keyof typeof runs, group: string): Promise<void> {
  const devices = devicesAmong(currentDocument().nodes, [group]);
  if (devices.length === 0) return;
  await editsArrived();
  await runs[action](devices);
}
