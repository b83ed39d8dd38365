/** Writes down where the lab's switches listen, or have listened, for the next start to clear after a crash. */
import { existsSync } from 'node:fs';
import type { Supervisor } from '../supervisor/supervisor';

type Journal = Pick<Supervisor, 'recordDirectory' | 'forgetDirectory'>;

export class SwitchDirectories {
  readonly #journal: Journal;
  /** Whether each directory of a switch was made by the app, by switch and path. */
  readonly #known = new Map<string, Map<string, boolean>>();

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  /** A switch is about to listen there, or has another management socket than it had. */
  record(id: string, path: string, management: string): void {
    const known = this.#known.get(id) ?? new Map<string, boolean>();
    const made = known.get(path) ?? !existsSync(path);
    this.#journal.recordDirectory(path, made, management);
    this.#known.set(id, known.set(path, made));
  }

  /** The switch could not listen there after all. */
  forget(id: string, path: string): void {
    if (this.#known.get(id)?.delete(path) === true) this.#journal.forgetDirectory(path);
  }

  /** Nothing is left of the switch. */
  forgetAll(id: string): void {
    for (const path of this.#known.get(id)?.keys() ?? []) this.#journal.forgetDirectory(path);
    this.#known.delete(id);
  }
}
