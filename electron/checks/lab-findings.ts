/** All that is wrong with a drawing on this computer, for the terminal: each thing once, errors first. */
import type { Finding } from '../../shared/finding';
import type { TopologyDocument } from '../../shared/topology';
import { checkTopology, distinctFindings } from '../../shared/topology-rules';
import { checkDrawing } from './drawing-checks';

/** Without the programs that are missing, which the list of parts tells. */
export async function findingsOf(document: TopologyDocument): Promise<Finding[]> {
  const seen = await checkDrawing(document);
  const onComputer = seen.filter(({ isPart }) => !isPart);
  return distinctFindings([...checkTopology(document), ...onComputer]);
}
