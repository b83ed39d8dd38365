/** That a plug leads to a switch which is not there, in the words of a start. */
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { isSwitch, type PlugNode, type TopologyDocument } from '../../../shared/document/topology';
import type { Failure } from '../../../shared/failure/failure';
import { normalPath } from '../../../shared/vde/normal-path';
import { parseLocator } from '../../../shared/vde/vnl';
import { plugFailure } from './plug-causes';

const isThere = (path: string) =>
  lstat(path).then(
    () => true,
    () => false,
  );

/** That a plug leads to a switch of this computer which is not there, unless the drawing makes it. */
export async function plugFailures(node: PlugNode, document: TopologyDocument): Promise<Failure[]> {
  const parsed = parseLocator(node.locator);
  if (!parsed.ok || parsed.locator.module !== 'vde') return [];
  const { address } = parsed.locator;
  if (!address.startsWith('/')) return [];
  const drawn = Object.values(document.nodes).filter(isSwitch);
  if (
    drawn.some(({ directory }) => directory !== '' && normalPath(directory) === normalPath(address))
  )
    return [];
  if (await isThere(join(address, 'ctl'))) return [];
  const { id, name, locator } = node;
  const exit = {
    code: 1,
    signal: null,
    lastOutput: `vde_open ${locator}: No such file or directory`,
  };
  const { message, next } = plugFailure({ id, name, locator, what: locator }, exit);
  return [{ code: 'program-failed', message, next, record: id, field: 'locator' }];
}
