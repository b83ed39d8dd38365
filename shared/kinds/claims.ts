/** Values that only one node of a document may have. */

import type { Finding } from '../failure/finding';

interface Named {
  readonly id: string;
  readonly name: string;
}

export interface Claim<Node extends Named = Named> {
  readonly node: Node;
  readonly value: string;
  readonly field: string;
}

/** Findings for values that only one node may have; the first that has it is left in peace. */
export function duplicates<Node extends Named>(
  claims: Iterable<Claim<Node>>,
  finding: (
    claim: Claim<Node>,
    first: Node,
  ) => Pick<Finding, 'severity' | 'message' | 'next' | 'remedy'>,
): Finding[] {
  const owners = new Map<string, Node>();
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

/** The first that is not taken, which is taken from then on. */
export function nextFree(taken: Set<string>, candidates: Iterable<string>): string | undefined {
  for (const candidate of candidates) {
    if (taken.has(candidate)) continue;
    taken.add(candidate);
    return candidate;
  }
  return undefined;
}
