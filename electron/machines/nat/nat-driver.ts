/** Internet access: vde_plug with slirp, kept up like any plug. See shared/document/nat-locator.ts. */

import { natLocator } from '../../../shared/document/nat-locator';
import type { NatNode } from '../../../shared/document/topology';
import { type Failure, FailureError } from '../../../shared/failure/failure';
import { checkProgram } from '../common/image-check';
import type { MachineContext, MachineDriver, MachineRun } from '../common/machine-driver';
import { checkModules } from '../plug/plug-modules';
import { PLUG_PROGRAM, plug } from '../plug/plug-process';
import { checkForwards } from './forward-ports';

export class NatDriver implements MachineDriver<NatNode> {
  async check(node: NatNode): Promise<Failure | null> {
    return (
      checkProgram(node, PLUG_PROGRAM, 'vdeplug') ??
      checkModules(node, natLocator(node)) ??
      (await checkForwards(node))
    );
  }

  async start(node: NatNode, context: MachineContext, signal: AbortSignal): Promise<MachineRun> {
    context.report('Joining the internet');
    const { id, name } = node;
    const locator = natLocator(node);
    return plug({ id, name, locator, what: `NAT, ${node.address}` }, context, signal, async () => {
      const failure = await checkForwards(node);
      if (failure !== null) throw new FailureError(failure);
    });
  }
}
