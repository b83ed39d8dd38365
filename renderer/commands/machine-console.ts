/** Which consoles a node has and how to open them. */
import { consoleId } from '../../shared/service';
import { isSwitch, type TopologyNode } from '../../shared/topology';
import { openConsole } from '../console/console-store';

/** Machines have a console, and switches and hubs that of their management; what leads out has none. */
export function hasConsole(node: TopologyNode): boolean {
  return node.kind !== 'note' && (isSwitch(node) || 'cards' in node);
}

/** Opens the node's console in a tab of the dock; it connects as soon as the node runs. */
export function openMachineConsole(node: TopologyNode): void {
  if (hasConsole(node) && node.kind !== 'note')
    openConsole(consoleId(node.id, 'console'), node.name);
}

/** Opens the monitor of a QEMU machine. */
export function openMonitor(node: TopologyNode): void {
  if (node.kind === 'qemu') openConsole(consoleId(node.id, 'monitor'), `${node.name} monitor`);
}
