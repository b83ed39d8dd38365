/**
 * Keeps what guests call their cards as the kernels say it. Labels are made of nodes, so those whose names are
 * news get nodes of their own: the same, but for who they are.
 */

import type { UmlKernelAnswer } from '../../shared/contract/service-machines';
import { type CardPrefix, learnCardNames } from '../../shared/kinds/card-names';
import { currentDocument, renewNodes, useDocument } from '../document/store/document-store';
import { useLab } from './lab-store';
import { useUmlVerdicts } from './uml-kernels';

function learn(kernel: string, prefix: CardPrefix | null): void {
  if (!learnCardNames(kernel, prefix)) return;
  const nodes = Object.values(currentDocument().nodes);
  renewNodes(nodes.filter((node) => node.kind === 'uml' && node.kernel === kernel));
}

/** From what a kernel said of itself on request. */
export function learnFromAnswer(kernel: string, { dialect }: UmlKernelAnswer): void {
  if (dialect !== null) learn(kernel, dialect === 'vector' ? 'vec' : 'eth');
}

/** Follows verdicts on kernels and machines that run, for the life of the page. */
export function subscribeCardNames(): void {
  useUmlVerdicts.subscribe(({ byKernel }) => {
    for (const { kernel, cards } of byKernel.values()) learn(kernel, cards);
  });
  useLab.subscribe(({ nodes }, before) => {
    if (nodes === before.nodes) return;
    const { document } = useDocument.getState();
    for (const [id, { facts }] of Object.entries(nodes)) {
      const node = facts.cards === null ? undefined : document.nodes[id];
      if (node?.kind === 'uml') learn(node.kernel, facts.cards);
    }
  });
}
