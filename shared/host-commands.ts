/**
 * What a drawing runs on this computer as the user who starts it, beside the programs of the app. A
 * drawing may come from a stranger, so every shell shows these and asks before it starts them.
 */
import type { TopologyNode } from './topology';
import { runsCommand } from './vnl';

/** The commands of a node, each as a line to be read; empty for nodes that bring none along. */
export function hostCommands(node: TopologyNode): string[] {
  switch (node.kind) {
    case 'plug':
      return runsCommand(node.locator) ? [node.locator] : [];
    case 'host':
      return [node.script, node.command.join(' ')].filter((text) => text.trim() !== '');
    case 'qemu':
      // QEMU's own options can run programs and write files: -chardev pipe, -netdev tap with a script.
      return node.arguments.length > 0 ? [`qemu ${node.arguments.join(' ')}`] : [];
    case 'tap':
      return node.bridge === '' ? [] : [`ip link set ${node.interface} master ${node.bridge}`];
    default:
      return [];
  }
}
