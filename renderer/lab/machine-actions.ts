/** What is done to a machine that runs, beside starting and stopping it. Failures are shown. */

import { type DeviceNode, isDevice } from '../../shared/document/topology';
import type { MachineControl } from '../../shared/lab/machine-control';
import { call } from '../connection/client';
import { currentDocument } from '../document/store/document-store';
import { t } from '../i18n/translate';
import { ask } from '../ui/dialogs';
import { raiseThrown } from '../ui/notices';
import { nodeStatus } from './lab-store';

/** What the button and the menu call it. */
export const controlLabels: Record<MachineControl, string> = {
  pause: 'Pause',
  resume: 'Resume',
  reset: 'Reset',
  powerOff: 'Power off',
  kill: 'Force off',
};

async function agreeToKill(names: readonly string[]): Promise<boolean> {
  const answer = await ask({
    title: t('Switch off {{names}} hard?', { names: names.join(', ') }),
    text: t('It is like pulling the plug: what the guest has not written to its disks is lost.'),
    confirm: t('Switch off'),
    danger: true,
  });
  return answer === 'confirm';
}

/** Does the same to all of these nodes that can take it. */
export async function controlMachines(
  control: MachineControl,
  nodes: readonly string[],
): Promise<void> {
  const able = nodes.filter((id) => nodeStatus(id).facts.controls.includes(control));
  if (able.length === 0) return;
  const names = able.map((id) => nameOfNode(id));
  if (control === 'kill' && !(await agreeToKill(names))) return;
  const results = await Promise.allSettled(
    able.map((node) => call('machine.control', { node, control })),
  );
  for (const result of results) if (result.status === 'rejected') raiseThrown(result.reason);
}

function nameOfNode(id: string): string {
  const node = currentDocument().nodes[id];
  return !isDevice(node) ? id : node.name;
}

/** Pauses these machines, or lets them go on when all that can be paused are paused. */
export function pauseOrResume(nodes: readonly string[]): Promise<void> {
  const able = nodes.filter((id) => nodeStatus(id).facts.controls.includes('pause'));
  const paused = able.length > 0 && able.every((id) => nodeStatus(id).facts.paused);
  return controlMachines(paused ? 'resume' : 'pause', able);
}

/** Commands of the magic SysRq key that one reaches for. Linux: admin-guide/sysrq. */
export const sysrqCommands = [
  { key: 's', label: 'Write disks out (s)' },
  { key: 'm', label: 'Show memory (m)' },
  { key: 't', label: 'Show tasks (t)' },
  { key: 'w', label: 'Show blocked tasks (w)' },
  { key: 'e', label: 'End all programs (e)' },
  { key: 'b', label: 'Reboot at once (b)' },
] as const;

export async function giveSysrq(node: DeviceNode, key: string): Promise<void> {
  await call('machine.sysrq', { node: node.id, key }).catch(raiseThrown);
}

/** @param path of an image; empty to eject */
export async function setMedium(node: DeviceNode, path: string): Promise<void> {
  await call('machine.setMedium', { node: node.id, path }).catch(raiseThrown);
}
