/** What is known of this computer, before a start, that keeps machines of a drawing from running as they are drawn. */
import type { Finding } from '../../shared/finding';
import { isDevice, type TopologyDocument } from '../../shared/topology';
import { memoryFinding } from './uml/memory-folder';
import { unfitKernels } from './uml/uml-verdict';

/** Executes nothing that the drawing names. */
export async function foundBeforehand(document: TopologyDocument): Promise<Finding[]> {
  const devices = Object.values(document.nodes).filter(isDevice);
  const memory = devices.flatMap((node) =>
    node.kind === 'uml' ? (memoryFinding(node) ?? []) : [],
  );
  return [...(await unfitKernels(document)), ...memory];
}
