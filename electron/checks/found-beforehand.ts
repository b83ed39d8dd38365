/** What is known of this computer, before a start, that keeps machines of a drawing from running as they are drawn. */

import {
  type DeviceNode,
  isDevice,
  type QemuNode,
  type TopologyDocument,
} from '../../shared/document/topology';
import type { Finding } from '../../shared/failure/finding';
import { driverlessCards } from '../machines/qemu/driverless-cards';
import { memoryFinding } from '../machines/uml/memory-folder';
import { unfitKernels } from '../machines/uml/uml-verdict';

/** Whether the files that a node names may be read: a drawing may come from somebody else. */
export type MayRead = (node: DeviceNode) => Promise<boolean>;

/** Executes nothing that the drawing names, and reads only what may be read. */
export async function foundBeforehand(
  document: TopologyDocument,
  mayRead: MayRead,
): Promise<Finding[]> {
  const devices = Object.values(document.nodes).filter(isDevice);
  const memory = devices.flatMap((node) =>
    node.kind === 'uml' ? (memoryFinding(node) ?? []) : [],
  );
  return [
    ...(await unfitKernels(document)),
    ...memory,
    ...(await driverFindings(devices, mayRead)),
  ];
}

async function driverFindings(
  devices: readonly DeviceNode[],
  mayRead: MayRead,
): Promise<Finding[]> {
  const machines = devices.filter((node) => node.kind === 'qemu' && node.kernel !== '');
  const look = async (node: QemuNode) => ((await mayRead(node)) ? driverlessCards(node) : null);
  const failures = await Promise.all((machines as QemuNode[]).map(look));
  return failures.flatMap((failure, index): Finding[] => {
    if (failure === null) return [];
    const { message, next, remedy } = failure;
    const offered = remedy === undefined ? {} : { remedy };
    const about = { severity: 'warning', record: machines[index]!.id, field: 'cards' } as const;
    return [{ ...about, message, next, ...offered }];
  });
}
