/** Faults of the drawing itself that keep nodes from starting. */
import type { Failure } from '../../shared/failure';
import type { TopologyDocument } from '../../shared/topology';
import { checkTopology } from '../../shared/topology-rules';

/** The nodes among `ids` that have such a fault, with the last one found. */
export function drawnFaults(
  document: TopologyDocument,
  ids: readonly string[],
): Map<string, Failure> {
  const wanted = new Set(ids);
  const faults = new Map<string, Failure>();
  for (const { severity, record, message, mend } of checkTopology(document)) {
    if (severity !== 'error' || !wanted.has(record)) continue;
    faults.set(record, { code: 'document-rules', message, next: mend, record });
  }
  return faults;
}
