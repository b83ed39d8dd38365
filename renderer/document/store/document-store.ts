/**
 * The open document and its history. `edit`, `undo` and `redo` are the only writers: they change the
 * drawing at once and hand the diff to the service.
 */

import type { RecoveryOffer, Workspace } from '../../../shared/contract/service';
import { applyDiff, type DocumentDiff, isEmptyDiff } from '../../../shared/document/document-diff';
import {
  emptyDocument,
  type TopologyDocument,
  type TopologyNode,
} from '../../../shared/document/topology';
import { call, onConnected, onEvent } from '../../connection/client';
import { pageState, pageStore } from '../../page/page-state';
import { afterFrame } from '../../ui/after-frame';
import { raise, raiseThrown } from '../../ui/notices';
import { DocumentSync } from './document-sync';
import { emptyHistory, type History, type Move, record, redo, undo } from './history';
import { rebaseDiff } from './rebase';

interface DocumentState {
  /** False until the first workspace has come. */
  loaded: boolean;
  document: TopologyDocument;
  /** Tells one lab from another one that took its place: the document's id may change when it is saved. */
  opening: string;
  path: string | null;
  dirty: boolean;
  recovery: readonly RecoveryOffer[];
  history: History;
}

const NOBODY = '00000000-0000-4000-8000-000000000000';

export const useDocument = pageStore<DocumentState>(() => ({
  loaded: false,
  document: emptyDocument(NOBODY),
  opening: '',
  path: null,
  dirty: false,
  recovery: [],
  history: emptyHistory,
}));

const sync = pageState(
  () =>
    new DocumentSync({
      shown: afterFrame,
      change: (revision, diff, byHand) => call('workspace.change', { revision, diff, byHand }),
      fetch: () => call('workspace.get', {}),
      reload: ({ opening, path, dirty, recovery }, document) => {
        useDocument.setState({ loaded: true, opening, document, path, dirty, recovery });
      },
      failed: raise,
      sent: () => useDocument.setState({ dirty: true }),
    }),
);

/** The document as it is now, outside of rendering. */
export function currentDocument(): TopologyDocument {
  return useDocument.getState().document;
}

/**
 * Applies an edit as one step of the history. Does nothing before the first workspace has come, which takes
 * the place of what is there till then.
 *
 * @param label what undo would take back: "Move 3 nodes"
 * @param key steps in a row with the same key become one step
 * @param strange ids of nodes that came from elsewhere: what they do on this computer is asked about
 */
export function edit(
  label: string,
  diff: DocumentDiff,
  key: string | null = null,
  untrusted: readonly string[] = [],
): void {
  const { loaded, document, history } = useDocument.getState();
  if (!loaded || isEmptyDiff(diff)) return;
  useDocument.setState({
    document: applyDiff(document, diff),
    history: record(history, { label, diff, key }),
    dirty: true,
  });
  sync().push(diff, untrusted);
}

function take(move: Move | null): void {
  if (move === null) return;
  if (isEmptyDiff(move.diff)) {
    useDocument.setState({ history: move.history });
    return;
  }
  const document = applyDiff(currentDocument(), move.diff);
  useDocument.setState({ document, history: move.history, dirty: true });
  sync().push(move.diff);
}

export function undoEdit(): void {
  const { history, document } = useDocument.getState();
  take(undo(history, document));
}

export function redoEdit(): void {
  const { history, document } = useDocument.getState();
  take(redo(history, document));
}

/** @param steps how many to take back, below zero, or to do again, above */
export function jumpInHistory(steps: number): void {
  const move = steps < 0 ? undoEdit : redoEdit;
  for (let step = 0; step < Math.abs(steps); step++) move();
}

/** Shows another workspace: opened, new, recovered. Its history starts empty. */
export function showWorkspace(workspace: Workspace): void {
  const { document, opening, path, dirty, recovery, revision } = workspace;
  const same = opening === useDocument.getState().opening;
  sync().reset(revision);
  useDocument.setState({
    loaded: true,
    document,
    opening,
    path,
    dirty,
    recovery,
    ...(same ? {} : { history: emptyHistory }),
  });
}

/** Lets all that is drawn of some nodes be drawn again. Nothing of the document changes. */
export function renewNodes(nodes: readonly TopologyNode[]): void {
  if (nodes.length === 0) return;
  const { document } = useDocument.getState();
  const renewed = Object.fromEntries(nodes.map((node) => [node.id, { ...node }]));
  useDocument.setState({ document: { ...document, nodes: { ...document.nodes, ...renewed } } });
}

/** Takes over id, path and dirty mark after a save; the drawing and its history stay. */
export function markSaved({ document: { id }, path, dirty, recovery }: Workspace): void {
  const shown = currentDocument();
  const document = shown.id === id ? shown : { ...shown, id };
  useDocument.setState({ document, path, dirty: dirty || sync().busy, recovery });
}

/** Resolves when the service has every edit: before a start, a save, an export. */
export function editsArrived(): Promise<void> {
  return sync().settled();
}

function handleChange(revision: number, diff: DocumentDiff): void {
  if (!sync().heard(revision)) return;
  const { document } = useDocument.getState();
  useDocument.setState({ document: applyDiff(document, rebaseDiff(document, diff)), dirty: true });
}

async function refetch(): Promise<void> {
  try {
    const workspace = await call('workspace.get', {});
    if (workspace.opening === useDocument.getState().opening) {
      sync().rebase(workspace);
      sync().resume();
    } else showWorkspace(workspace);
  } catch (error) {
    raiseThrown(error);
  }
}

/** Keeps the document in step with the service for the life of the page. */
export function subscribeWorkspace(): void {
  onConnected(() => void refetch());
  onEvent('workspace.replaced', () => void refetch());
  onEvent('workspace.changed', ({ revision, diff }) => handleChange(revision, diff));
}
