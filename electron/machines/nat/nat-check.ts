/** What keeps a node from giving internet access, in the words of a start. Nothing is bound. */
import { natLocator } from '../../../shared/document/nat-locator';
import type { NatNode } from '../../../shared/document/topology';
import type { Failure } from '../../../shared/failure/failure';
import { isPortTaken } from '../../system/network/listening';
import { checkProgram } from '../common/image-check';
import { checkModules } from '../plug/plug-modules';
import { PLUG_PROGRAM } from '../plug/plug-process';
import { forwardFailure } from './forward-ports';

export async function natFailures(node: NatNode): Promise<Failure[]> {
  const missing =
    checkProgram(node, PLUG_PROGRAM, 'vdeplug') ?? checkModules(node, natLocator(node));
  if (missing !== null) return [missing];
  const failures: Failure[] = [];
  for (const forward of node.forwards) {
    if (!(await isPortTaken(forward))) continue;
    const error = Object.assign(new Error('bind: EADDRINUSE'), { code: 'EADDRINUSE' });
    failures.push(forwardFailure(node, forward, error));
  }
  return failures;
}
