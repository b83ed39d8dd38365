/** Lets somebody wait until all of some nodes have come to where they are to come. */

interface Watcher {
  readonly ids: readonly string[];
  /** Those that were not there yet when they were last looked at. */
  pending: Set<string>;
  readonly isThere: (id: string) => boolean;
  readonly resolve: () => void;
}

export class ChangeWatch {
  readonly #watchers = new Set<Watcher>();

  /** To be called with the nodes that changed. Only these are looked at. */
  changed(ids: Iterable<string>): void {
    if (this.#watchers.size === 0) return;
    for (const id of ids) {
      for (const { pending, isThere } of this.#watchers) {
        if (pending.has(id) && isThere(id)) pending.delete(id);
      }
    }
    for (const watcher of this.#watchers) if (watcher.pending.size === 0) this.#lookAtAll(watcher);
  }

  /** Resolves once it holds of all nodes at the same time that they are there. */
  until(ids: readonly string[], isThere: (id: string) => boolean): Promise<void> {
    return new Promise((resolve) => {
      const watcher = { ids, pending: new Set<string>(), isThere, resolve };
      this.#watchers.add(watcher);
      this.#lookAtAll(watcher);
    });
  }

  #lookAtAll(watcher: Watcher): void {
    watcher.pending = new Set(watcher.ids.filter((id) => !watcher.isThere(id)));
    if (watcher.pending.size > 0) return;
    this.#watchers.delete(watcher);
    watcher.resolve();
  }
}
