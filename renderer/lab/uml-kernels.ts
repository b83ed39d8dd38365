/**
 * Which User-Mode Linux kernels run on this computer: those that the drawing names, and those of the library, which
 * could take their place. The service tries them once; those of a drawing that are in no library stay unknown.
 */

import type { NodeStatus } from '../../shared/contract/service';
import { type UmlVerdict, umlKernelsOf } from '../../shared/contract/uml-kernels';
import { call, onConnected } from '../connection/client';
import { currentDocument, useDocument } from '../document/store/document-store';
import { pageState, pageStore } from '../page/page-state';
import { raiseThrown } from '../ui/notices';
import { useImages } from './image-store';
import { useLab } from './lab-store';

interface Verdicts {
  readonly byKernel: ReadonlyMap<string, UmlVerdict>;
}

export const useUmlVerdicts = pageStore<Verdicts>(() => ({ byKernel: new Map() }));

/** What is asked for at once; the contract allows no more. */
const MOST = 64;
const asked = pageState(() => new Set<string>());

type LabNodes = ReturnType<typeof useLab.getState>['nodes'];

function kernelsOfLibrary(): string[] {
  const { images } = useImages.getState();
  return images
    .filter(({ kind, format, exists }) => kind === 'kernel' && format === 'elf' && exists)
    .map(({ path }) => path);
}

async function ask(kernels: readonly string[]): Promise<void> {
  for (const kernel of kernels) asked().add(kernel);
  try {
    const { verdicts } = await call('uml.verdicts', { kernels: [...kernels] });
    useUmlVerdicts.setState(({ byKernel }) => ({
      byKernel: new Map([
        ...byKernel,
        ...verdicts.map((verdict): [string, UmlVerdict] => [verdict.kernel, verdict]),
      ]),
    }));
  } catch (error) {
    for (const kernel of kernels) asked().delete(kernel);
    throw error;
  }
}

function look(): void {
  const drawn = umlKernelsOf(currentDocument());
  // A drawing without such a machine needs no kernel.
  const wanted = drawn.length === 0 ? [] : [...drawn, ...kernelsOfLibrary()];
  const news = [...new Set(wanted)].filter((kernel) => !asked().has(kernel)).slice(0, MOST);
  if (news.length > 0) ask(news).catch(raiseThrown);
}

/** Asks for all kernels again: what is installed, or in the library, is another one now. */
export function askForKernelsAgain(): void {
  asked().clear();
  look();
}

/** A start tries a kernel again that was found not to run, and so may know better. */
function askAfterStart(nodes: LabNodes, before: LabNodes): void {
  const { byKernel } = useUmlVerdicts.getState();
  // A drawing without such machines has none.
  if (byKernel.size === 0) return;
  const { nodes: drawn } = currentDocument();
  const isNews = (id: string, { state, failure }: NodeStatus) => {
    const node = drawn[id];
    if (node?.kind !== 'uml' || before[id]?.state === state) return false;
    const isUnfit = byKernel.get(node.kernel)?.state === 'unfit';
    const wasWrong = isUnfit ? state === 'running' : failure?.code === 'kernel-unfit';
    return wasWrong && asked().delete(node.kernel);
  };
  const news = Object.entries(nodes).filter(([id, status]) => isNews(id, status));
  if (news.length > 0) look();
}

/** Keeps the verdicts in step with drawing and library, for the life of the page. */
export function subscribeUmlKernels(): void {
  useDocument.subscribe(({ document }, before) => {
    if (document.nodes !== before.document.nodes) look();
  });
  useImages.subscribe(({ images }, before) => {
    if (images !== before.images) askForKernelsAgain();
  });
  useLab.subscribe(({ nodes }, before) => {
    if (nodes !== before.nodes) askAfterStart(nodes, before.nodes);
  });
  onConnected(askForKernelsAgain);
}

/** A kernel of the library that runs here: the newest that was put there; null if there is none. */
export function useFitKernel(): { path: string; version: string } | null {
  const images = useImages((library) => library.images);
  const { byKernel } = useUmlVerdicts();
  const fit = images
    .filter(({ isOwn, exists }) => isOwn && exists)
    .map(({ path }) => byKernel.get(path))
    .findLast((verdict) => verdict?.state === 'runs');
  return fit === undefined ? null : { path: fit.path, version: fit.version };
}
