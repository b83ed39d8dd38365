/**
 * Carries local edits to the service, one after the other, each on the revision that the one before
 * it made. The drawing is changed at once; this only makes it last.
 */

import type { Workspace } from '../../../shared/contract/service';
import type { ByHand } from '../../../shared/contract/service-trust';
import { applyDiff, type DocumentDiff, isEmptyDiff } from '../../../shared/document/document-diff';
import type { TopologyDocument } from '../../../shared/document/topology';
import { type Failure, failureOf } from '../../../shared/failure/failure';
import { messageParts } from './message-parts';
import { rebaseDiff } from './rebase';

/** An edit of this window, on its way to the service. */
interface Edit {
  readonly diff: DocumentDiff;
  readonly byHand: ByHand;
}

/** What the queue needs of the page; a small object so that tests can stand in for it. */
export interface SyncPort {
  /** Resolves when the drawing shows what was done, before the work of sending it. */
  shown(): Promise<void>;
  change(revision: number, diff: DocumentDiff, byHand: ByHand): Promise<{ revision: number }>;
  fetch(): Promise<Workspace>;
  /** Shows the workspace as fetched, with what is still unsent on top of it. */
  reload(workspace: Workspace, document: TopologyDocument): void;
  failed(failure: Failure): void;
  /** Called when a change has reached the service. */
  sent(): void;
}

export class DocumentSync {
  #queue: Edit[] = [];
  #revision = 0;
  #running: Promise<void> | null = null;
  readonly #port: SyncPort;

  constructor(port: SyncPort) {
    this.#port = port;
  }

  /** Whether edits are on their way. */
  get busy(): boolean {
    return this.#running !== null;
  }

  /** Starts anew from a fetched workspace; what was unsent belongs to the one before. */
  reset(revision: number): void {
    this.#queue = [];
    this.#revision = revision;
  }

  /** Takes note of a change that another window made. False when it is known already. */
  heard(revision: number): boolean {
    if (revision <= this.#revision) return false;
    this.#revision = revision;
    return true;
  }

  /** @param strange ids of nodes in it that are not of the user's own making */
  push(diff: DocumentDiff, untrusted: readonly string[] = []): void {
    const byHand = { untrusted: [...untrusted] };
    this.#queue.push(...messageParts(diff).map((part) => ({ diff: part, byHand })));
    this.resume();
  }

  /** Sends what is in the queue, if it is not being sent already. */
  resume(): void {
    if (this.#queue.length === 0) return;
    this.#running ??= this.#drain().finally(() => {
      this.#running = null;
    });
  }

  /** Resolves when the service has every edit made so far. */
  async settled(): Promise<void> {
    await this.#running;
  }

  async #drain(): Promise<void> {
    await this.#port.shown();
    while (this.#queue.length > 0) {
      const edit = this.#queue[0]!;
      try {
        const { revision } = await this.#port.change(this.#revision, edit.diff, edit.byHand);
        this.#revision = Math.max(this.#revision, revision);
        if (this.#queue[0] === edit) this.#queue.shift();
        this.#port.sent();
      } catch (error) {
        if (!(await this.#recover(failureOf(error), edit))) return;
      }
    }
  }

  /** Gets the service's document and fits the unsent edits to it; a refused edit is dropped. */
  async #recover(failure: Failure, edit: Edit): Promise<boolean> {
    // The unsent edits wait for the reconnection, which fetches the workspace anew.
    if (failure.code === 'interrupted') return false;
    if (failure.code !== 'document-stale') this.#port.failed(failure);
    const refused = failure.code !== 'document-stale' && this.#queue[0] === edit;
    if (refused) this.#queue.shift();
    try {
      this.rebase(await this.#port.fetch());
      return true;
    } catch (error) {
      this.#port.failed(failureOf(error));
      return false;
    }
  }

  /** Puts the unsent edits on top of a fetched workspace and shows the result. */
  rebase(workspace: Workspace): void {
    this.#revision = workspace.revision;
    let document = workspace.document;
    const fitted: Edit[] = [];
    for (const { diff, byHand } of this.#queue) {
      const next = rebaseDiff(document, diff);
      if (isEmptyDiff(next)) continue;
      fitted.push({ diff: next, byHand });
      document = applyDiff(document, next);
    }
    this.#queue = fitted;
    this.#port.reload(workspace, document);
  }
}
