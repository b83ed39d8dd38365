/** Which consoles a node has and how to open them. */

import { consoleId } from '../../../shared/contract/console-id';
import {
  type DeviceNode,
  isDevice,
  isSwitch,
  type TopologyNode,
} from '../../../shared/document/topology';
import { isAlive } from '../../../shared/lab/machine-state';
import { t } from '../../i18n/translate';
import { useLab } from '../../lab/lab-store';
import { openConsole, openTab } from './console-store';
import { tabId } from './console-titles';

/** Machines have a console, and switches and hubs that of their management; what leads out has none. */
export function hasConsole(node: TopologyNode): node is DeviceNode {
  return isDevice(node) && (isSwitch(node) || 'cards' in node);
}

/** Opens the node's console in a tab of the dock; it connects as soon as the node runs. */
export function openMachineConsole(node: TopologyNode): void {
  if (hasConsole(node)) openConsole(consoleId(node.id, 'console'), node.name);
}

/** Opens the monitor of a QEMU machine. */
export function openMonitor(node: TopologyNode): void {
  if (node.kind === 'qemu')
    openConsole(consoleId(node.id, 'monitor'), t('{{name}} monitor', { name: node.name }));
}

/** QEMU machines with a graphics card have a screen. */
export function hasScreen(node: TopologyNode): boolean {
  return node.kind === 'qemu' && node.display !== 'none';
}

/** Opens the node's screen in a tab of the dock; it connects as soon as the node runs. */
export function openScreen(node: TopologyNode): void {
  if (isDevice(node)) openConsole(tabId(node.id, 'screen'), node.name);
}

/** `console=ttyS0`, `console=hvc0`: a kernel that speaks on a line, and not on tty1 of the screen. */
const SPEAKS_ON_A_LINE = /(^|\s)console=(?!tty\d)/;

/**
 * Whether a double-click opens the screen. Only the command line of a kernel says beforehand that a
 * machine speaks on its serial line; what boots from CD or disk is taken to speak on the screen.
 */
export function prefersScreen(node: TopologyNode): boolean {
  if (!hasScreen(node) || node.kind !== 'qemu') return false;
  return node.kernel === '' || !SPEAKS_ON_A_LINE.test(node.append);
}

/** The tab of what a person works with: the screen or the console; null if the node has neither. */
export function machineTab(node: TopologyNode): { id: string; title: string } | null {
  if (!hasConsole(node)) return null;
  return { id: tabId(node.id, prefersScreen(node) ? 'screen' : 'console'), title: node.name };
}

/**
 * Opens what a person works with. A machine that runs gets the keyboard; with one that is off there is
 * nothing to type to, and the drawing keeps it: Delete, F2 and undo go on as before.
 */
export function openMachine(node: TopologyNode): void {
  const tab = machineTab(node);
  if (tab === null) return;
  const runs = isAlive(useLab.getState().nodes[node.id]?.state ?? 'off');
  if (runs) openConsole(tab.id, tab.title);
  else openTab(tab.id, tab.title);
}
