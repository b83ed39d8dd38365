/**
 * An VDE plug: `vde_plug` joins the node's private endpoint to whatever its locator names, an
 * outside switch, a tap, a tunnel. It is up while the process lives, and the process is kept up.
 */

import type { PlugNode } from '../../../shared/document/topology';
import type { Failure } from '../../../shared/failure/failure';
import { checkProgram } from '../common/image-check';
import type { MachineContext, MachineDriver, MachineRun } from '../common/machine-driver';
import { checkModules } from './plug-modules';
import { PLUG_PROGRAM, plug } from './plug-process';

export class PlugDriver implements MachineDriver<PlugNode> {
  async check(node: PlugNode): Promise<Failure | null> {
    return (
      checkProgram(node, PLUG_PROGRAM, 'vdeplug') ??
      checkLocator(node) ??
      checkModules(node, node.locator)
    );
  }

  async start(node: PlugNode, context: MachineContext, signal: AbortSignal): Promise<MachineRun> {
    const { id, name, locator } = node;
    context.report(`Joining ${locator}`);
    return plug({ id, name, locator, what: locator }, context, signal);
  }
}

/** vde_plug would take an argument that begins with a dash for one of its options. */
function checkLocator(node: PlugNode): Failure | null {
  if (!node.locator.startsWith('-')) return null;
  return {
    code: 'bad-request',
    message: `${node.locator} is not a network locator.`,
    next: 'Write one like vde:///tmp/mysw or tap://tap0.',
    record: node.id,
  };
}
