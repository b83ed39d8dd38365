/** Values that only one node of a document may have. */

import type { DeviceNode } from '../document/topology';
import type { Finding } from '../failure/finding';

export interface Claim {
  readonly node: DeviceNode;
  readonly value: string;
  readonly field: string;
}

/** Findings for values that only one node may have; the first that has it is left in peace. */
export function duplicates(
  claims: Iterable<Claim>,
  finding: (
    claim: Claim,
    first: DeviceNode,
  ) => Pick<Finding, 'severity' | 'message' | 'next' | 'remedy'>,
): Finding[] {
  const owners = new Map<string, DeviceNode>();
  const findings: Finding[] = [];
  for (const claim of claims) {
    const first = owners.get(claim.value);
    if (first === undefined) owners.set(claim.value, claim.node);
    else {
      findings.push({
        record: claim.node.id,
        field: claim.field,
        ...finding(claim, first),
      });
    }
  }
  return findings;
}
