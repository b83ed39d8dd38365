/** What would keep a VirtualBox machine from starting. */

import type { VboxNode } from '../../../shared/document/topology';
import { type Failure, failureOf } from '../../../shared/failure/failure';
import { isMachineChosen } from '../../../shared/kinds/vbox';
import { vboxMissing, withoutVdeDriver } from './vbox-causes';
import { type VboxManage, vboxProgram } from './vbox-manage';
import type { VboxInfo } from './vbox-parse';
import { mayHaveVdeDriver } from './vbox-vde';

/** What messages call the machine: as VirtualBox does, or as the drawing does. */
export function machineTitle({ machineName, name }: VboxNode): string {
  return machineName === '' ? name : machineName;
}

/** What is wrong before VirtualBox is asked to change anything, or null. */
export async function checkVbox(vbox: VboxManage, node: VboxNode): Promise<Failure | null> {
  const program = vboxProgram();
  if (program === null) return vboxMissing;
  if (!isMachineChosen(node)) {
    return {
      code: 'bad-request',
      message: `${node.name} stands for no machine of VirtualBox yet.`,
      next: 'Choose one of those that VirtualBox has.',
    };
  }
  if (!(await mayHaveVdeDriver(program))) return withoutVdeDriver;
  try {
    await vbox.info(node.machine, machineTitle(node));
    return null;
  } catch (error) {
    return failureOf(error);
  }
}

/** States in which the settings can be changed and the machine be started. */
const restful: ReadonlySet<string> = new Set(['poweroff', 'aborted']);

/** Why a machine in its state is not touched, or null. */
export function stateFailure({ state, uuid }: VboxInfo, name: string): Failure | null {
  if (restful.has(state)) return null;
  if (state === 'saved' || state === 'aborted-saved') {
    return {
      code: 'program-failed',
      message: `${name} has a saved state, so that its cards cannot be changed.`,
      next: `Start it in VirtualBox and shut it down there, or discard its saved state: \`VBoxManage discardstate ${uuid}\`.`,
    };
  }
  return {
    code: 'program-failed',
    message: `${name} runs already, outside of Vdelab (VirtualBox says: ${state}).`,
    next: 'Shut it down there, and start it again here: Vdelab does not touch it while it runs.',
  };
}
