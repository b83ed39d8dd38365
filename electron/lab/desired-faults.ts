/** Faults of the drawing itself that keep nodes from starting. */

import type { TopologyDocument } from '../../shared/document/topology';
import type { Failure } from '../../shared/failure/failure';
import { ruleFindings } from '../../shared/rules/topology-rules';

/** Looks, rule by rule, for the nodes among `ids` that have such a fault; gives the last one found. */
export function* findFaults(
  document: TopologyDocument,
  ids: Iterable<string>,
): Generator<undefined, Map<string, Failure>, undefined> {
  const wanted = new Set(ids);
  const faults = new Map<string, Failure>();
  for (const findings of ruleFindings(document)) {
    for (const { severity, record, message, next } of findings) {
      if (severity !== 'error' || !wanted.has(record)) continue;
      faults.set(record, { code: 'document-rules', message, next, record });
    }
    yield undefined;
  }
  return faults;
}
