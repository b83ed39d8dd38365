/** What switches, hubs and built-in PCs take of their drawing as they run. Nobody on them is sent away. */

import { type DeviceNode, isSwitch, type SwitchNode } from '../../shared/document/topology';
import { plainSwitch } from '../../shared/kinds/switch';
import type { Dataplane } from '../dataplane/host/dataplane';
import type { LiveChange } from '../machines/common/machine-driver';
import { checkVdeDirectoryLength } from '../system/files/directories';
import type { LabBoard } from './lab-board';
import { switchDirectory } from './node-ports';
import type { SwitchDirectories } from './switch-directories';

export interface BuiltInContext {
  readonly dataplane: Dataplane;
  readonly instanceDirectory: string;
  readonly board: LabBoard;
  readonly directories: SwitchDirectories;
}

/** @param node as its ports were made */
export function builtInChanges(node: DeviceNode, context: BuiltInContext): readonly LiveChange[] {
  const { dataplane } = context;
  if (node.kind === 'pc') {
    const rename = ({ id }: DeviceNode, hostname: () => string) =>
      dataplane.renamePc(id, hostname());
    return [{ fields: ['name'], apply: rename }];
  }
  if (!isSwitch(node)) return [];
  return [
    ofSwitch(['ports'], ({ id, ports }) => dataplane.setPorts(id, ports)),
    ofSwitch(['directory', 'mode', 'group'], (to) => move(to, context)),
    ofSwitch(['management'], (to) => manage(to, context)),
    ofSwitch(['vlans', 'fstp', 'priority'], (to) =>
      dataplane.configure(to.id, to.kind === 'switch' ? to : plainSwitch),
    ),
  ];
}

function ofSwitch(
  fields: readonly string[],
  apply: (node: SwitchNode) => Promise<void>,
): LiveChange {
  return {
    fields,
    apply: async (node) => {
      if (isSwitch(node)) await apply(node);
    },
  };
}

async function move(node: SwitchNode, context: BuiltInContext): Promise<void> {
  const { dataplane, instanceDirectory, board, directories } = context;
  const { id, mode, group, management } = node;
  const directory = switchDirectory(node, instanceDirectory);
  const before = board.node(id).directory;
  checkVdeDirectoryLength(directory, id, node.directory === '');
  directories.record(id, directory, management);
  try {
    await dataplane.moveSwitch(id, { directory, mode: Number.parseInt(mode, 8), group });
  } catch (error) {
    if (directory !== before) directories.forget(id, directory);
    throw error;
  }
  board.setDirectory(id, directory);
}

async function manage(node: SwitchNode, context: BuiltInContext): Promise<void> {
  const { dataplane, board, directories } = context;
  await dataplane.manageAt(node.id, node.management);
  const { directory } = board.node(node.id);
  if (directory !== null) directories.record(node.id, directory, node.management);
}
