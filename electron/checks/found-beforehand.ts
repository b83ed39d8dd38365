/** What is known of this computer, before a start, that keeps machines of a drawing from running as they are drawn. */

import { isDevice, type TopologyDocument } from '../../shared/document/topology';
import type { Finding } from '../../shared/failure/finding';
import type { MayRead } from '../machines/common/device-kind';
import { kindOf } from '../machines/kinds';

/** Executes nothing that the drawing names, and reads only what may be read. */
export async function foundBeforehand(
  document: TopologyDocument,
  mayRead: MayRead,
): Promise<Finding[]> {
  const devices = Object.values(document.nodes).filter(isDevice);
  const found = [...new Set(devices.map(kindOf))].map((kind) => {
    const nodes = devices.filter((node) => kindOf(node) === kind);
    return kind.checks.findings?.(nodes, mayRead) ?? [];
  });
  return (await Promise.all(found)).flat();
}
