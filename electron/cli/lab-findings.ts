/** All that is wrong with a drawing on this computer, for the terminal: each thing once, errors first. */

import type { TopologyDocument } from '../../shared/document/topology';
import type { Finding } from '../../shared/failure/finding';
import { checkTopology, distinctFindings } from '../../shared/rules/topology-rules';
import { checkDrawing } from '../checks/drawing-checks';
import type { MayRead } from '../machines/common/device-kind';

/**
 * Without the programs that are missing, which the list of parts tells.
 *
 * @param mayRead whether the content of the files that a node names may be looked into
 */
export async function findingsOf(document: TopologyDocument, mayRead: MayRead): Promise<Finding[]> {
  const seen = await checkDrawing(document, () => false, mayRead);
  const onComputer = seen.filter(({ isPart }) => !isPart);
  return distinctFindings([...checkTopology(document), ...onComputer]);
}
