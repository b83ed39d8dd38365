/** The machines that VirtualBox has registered, for the one who chooses. */

import type { VboxMachine } from '../../../shared/contract/service-machines';
import { FailureError, failureOf } from '../../../shared/failure/failure';
import { withoutVdeDriver } from './vbox-causes';
import { type VboxManage, vboxProgram } from './vbox-manage';
import { colonMac, type ListedMachine, type VboxInfo } from './vbox-parse';
import { mayHaveVdeDriver } from './vbox-vde';

/** In the order in which VirtualBox lists them. Throws a FailureError that says what is missing. */
export async function registeredMachines(vbox: VboxManage): Promise<VboxMachine[]> {
  const program = vboxProgram();
  if (program !== null && !(await mayHaveVdeDriver(program))) {
    throw new FailureError(withoutVdeDriver);
  }
  const listed = await vbox.machines();
  const machines: VboxMachine[] = [];
  for (const { uuid, name } of listed) machines.push(await described(vbox, { uuid, name }));
  return machines;
}

async function described(vbox: VboxManage, listed: ListedMachine): Promise<VboxMachine> {
  try {
    return machineOf(await vbox.info(listed.uuid, listed.name));
  } catch (error) {
    const { code } = failureOf(error);
    if (code !== 'file-forbidden' && code !== 'not-found') throw error;
    // Its settings cannot be read, or it was removed a moment ago.
    return { ...listed, system: '', state: 'inaccessible', cards: [] };
  }
}

function machineOf({ uuid, name, system, state, adapters }: VboxInfo): VboxMachine {
  const cards = adapters
    .filter(({ attachment }) => attachment !== 'none')
    .map(({ adapter, model, mac, attachment }) => ({
      adapter,
      model,
      mac: colonMac(mac),
      attachment,
    }));
  return { uuid, name, system, state, cards };
}
