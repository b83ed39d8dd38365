/** What stands in the menu of a thing on the drawing: a view of the registry. Pure. */
import { isDevice, type TopologyNode } from '../../../shared/document/topology';
import { type ContextTarget, contextGroups } from '../model/command';
import type { CommandState } from '../model/command-state';
import { type CommandId, commandIds, commandLabel, commands } from '../registry/registry';

/** What a node's menu is: things that only are drawn cannot be started. */
export function targetOf(node: TopologyNode): ContextTarget {
  return isDevice(node) ? 'node' : 'drawing';
}

function isListed(id: CommandId, target: ContextTarget, state: CommandState): boolean {
  const { context } = commands[id];
  return context?.targets.includes(target) === true && (context.isListed?.(state) ?? true);
}

const orderOf = (id: CommandId): number => commands[id].context?.order ?? 0;

/** The commands in the menu of such a thing, in groups; empty groups too, so that each is at its name's place. */
export function contextMenu(
  target: ContextTarget,
  state: CommandState,
): { group: (typeof contextGroups)[number]; ids: CommandId[] }[] {
  const listed = commandIds.filter((id) => isListed(id, target, state));
  return contextGroups.map((group) => ({
    group,
    ids: listed
      .filter((id) => commands[id].context?.group === group)
      .sort((one, other) => orderOf(one) - orderOf(other)),
  }));
}

/** What the command is called in the menu of such a thing. */
export function labelInMenu(id: CommandId, target: ContextTarget, state: CommandState): string {
  return commands[id].context?.label?.(target) ?? commandLabel(id, state);
}
