/** Lets somebody wait until something holds that can only come true by a change. */
export class ChangeWatch {
  readonly #watchers = new Set<() => void>();

  /** To be called after every change. */
  changed(): void {
    for (const watcher of [...this.#watchers]) watcher();
  }

  /** Resolves once the condition holds; it is looked at now and after every change. */
  until(condition: () => boolean): Promise<void> {
    if (condition()) return Promise.resolve();
    return new Promise((resolve) => {
      const watcher = () => {
        if (!condition()) return;
        this.#watchers.delete(watcher);
        resolve();
      };
      this.#watchers.add(watcher);
    });
  }
}
