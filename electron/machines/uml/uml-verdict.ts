/** What is known of a User-Mode Linux kernel on this computer, for the page and the terminal. */

import {
  type UmlVerdict,
  umlKernelFindings,
  umlKernelsOf,
} from '../../../shared/contract/uml-kernels';
import type { UmlNode } from '../../../shared/document/topology';
import type { Finding } from '../../../shared/failure/finding';
import { type CardPrefix, learnCardNames } from '../../../shared/kinds/card-names';
import { findProgram } from '../../system/processes/find-program';
import { mayRunUnasked } from './may-run-unasked';
import type { UmlProof } from './proof-memory';
import { UML_PROGRAM } from './uml-args';
import { cardPrefixOf, inspectUmlKernel } from './uml-dialect';
import { umlProof } from './uml-proof';

/** A verdict from a proof, null where nothing was decided. Pure. */
export function verdictOf(
  kernel: string,
  path: string,
  version: string,
  proof: UmlProof | null,
  cards: CardPrefix | null = null,
): UmlVerdict {
  const { reason, detail } = proof ?? { reason: '', detail: '' };
  const state = proof === null ? 'unknown' : proof.runs ? 'runs' : 'unfit';
  return { kernel, state, path, version, reason, detail, cards };
}

/**
 * Tries a kernel that may be run unasked; every other one stays unknown, without being run or read.
 *
 * @param again does not believe a remembered no
 */
export async function umlVerdict(kernel: string, again = false): Promise<UmlVerdict> {
  const unknown: UmlVerdict = {
    ...{ kernel, state: 'unknown', path: '', version: '', reason: '', detail: '', cards: null },
  };
  if (!(await mayRunUnasked(kernel))) return unknown;
  const path = findProgram(kernel === '' ? UML_PROGRAM : kernel);
  const found = path === null ? null : await inspectUmlKernel(path);
  if (path === null || found === null || found.refusal !== null) return unknown;
  const cards = cardPrefixOf(found);
  // Exports and messages of the service name the cards as well.
  learnCardNames(kernel, cards);
  return verdictOf(kernel, path, found.version, await umlProof(path, { again }), cards);
}

/** What the kernels of machines are known to fail of, as far as they may be run unasked. */
export async function unfitKernels(nodes: readonly UmlNode[]): Promise<Finding[]> {
  const drawing = { nodes: Object.fromEntries(nodes.map((node) => [node.id, node])) };
  const verdicts = await Promise.all(umlKernelsOf(drawing).map((kernel) => umlVerdict(kernel)));
  const byKernel = new Map(verdicts.map((verdict) => [verdict.kernel, verdict]));
  return umlKernelFindings(drawing, byKernel);
}
