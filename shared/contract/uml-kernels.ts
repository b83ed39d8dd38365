/** Which User-Mode Linux kernels run on this computer, and what is said of those that do not. Pure. */
import { z } from 'zod';
import type { TopologyDocument, UmlNode } from '../document/topology';
import type { Failure } from '../failure/failure';
import type { Finding } from '../failure/finding';
import { cardPrefixes } from '../kinds/card-names';
import { recipeTitles } from './service-images';

/** What was found out about one kernel on this computer. */
export const umlVerdictSchema = z.object({
  /** As a node names it: a path, or empty for `linux.uml`. */
  kernel: z.string(),
  /** Nothing is known of kernels that are not there, or may not be run unasked, or were not decided in time. */
  state: z.enum(['runs', 'unfit', 'unknown']),
  /** The program, and its version as it says itself; empty if unknown. */
  path: z.string(),
  version: z.string(),
  /** Why it does not run, as the end of a sentence that begins with the kernel; empty if it does. */
  reason: z.string(),
  /** The kernel's own last words; may be empty. */
  detail: z.string(),
  /** What its guests call their cards; null if that is not known, or it has none. */
  cards: z.enum(cardPrefixes).nullable(),
});
export type UmlVerdict = z.infer<typeof umlVerdictSchema>;

/** What is wrong: which kernel, and why it does not run here. */
function unfitSentence(name: string, { path, version, reason }: UmlVerdict): string {
  const kernel = version === '' ? path : `Linux ${version} (${path})`;
  return `The kernel of ${name}, ${kernel}, ${reason}.`;
}

/** Which kernel to take, and how to get it. */
export const UNFIT_NEXT = `Take a newer kernel: “${recipeTitles['uml-kernel']}” in the library of images gets Debian’s. On processors with AMX it must be Linux 6.13 or later; from 6.16 on the guest’s cards are called vec0, vec1 and so on.`;

/** Why a machine with an unfit kernel is not started. */
export function unfitFailure(node: Pick<UmlNode, 'id' | 'name'>, verdict: UmlVerdict): Failure {
  return {
    code: 'kernel-unfit',
    message: unfitSentence(node.name, verdict),
    next: UNFIT_NEXT,
    remedy: { do: 'take-uml-kernel' },
    record: node.id,
    ...(verdict.detail === '' ? {} : { detail: verdict.detail }),
  };
}

/** The kernels that the machines of a drawing name, each once. */
export function umlKernelsOf(document: Pick<TopologyDocument, 'nodes'>): string[] {
  const nodes = Object.values(document.nodes).filter(({ kind }) => kind === 'uml');
  return [...new Set((nodes as UmlNode[]).map(({ kernel }) => kernel))];
}

/** What verdicts mean for a drawing, before anything of it was started. */
export function umlKernelFindings(
  document: Pick<TopologyDocument, 'nodes'>,
  verdicts: ReadonlyMap<string, UmlVerdict>,
): Finding[] {
  return Object.values(document.nodes).flatMap((node): Finding[] => {
    const verdict = node.kind === 'uml' ? verdicts.get(node.kernel) : undefined;
    if (node.kind !== 'uml' || verdict?.state !== 'unfit') return [];
    return [
      {
        severity: 'error',
        record: node.id,
        field: 'kernel',
        message: unfitSentence(node.name, verdict),
        next: UNFIT_NEXT,
        remedy: { do: 'take-uml-kernel' },
      },
    ];
  });
}
