/** Files of commands that consoles asked for: the main thread reads them, this thread never waits. */
import type { ScriptFile } from '../../management/session/management-session';
import type { Notice } from '../shared/protocol';

export class ScriptRequests {
  readonly #notify: (notice: Notice) => void;
  readonly #waiting = new Map<number, (file: ScriptFile) => void>();
  #last = 0;

  constructor(notify: (notice: Notice) => void) {
    this.#notify = notify;
  }

  /** Asks for a file on behalf of a user, null for the one that runs the app; `done` is called later. */
  readonly read = (path: string, user: number | null, done: (file: ScriptFile) => void): void => {
    const script = ++this.#last;
    this.#waiting.set(script, done);
    this.#notify({ type: 'read-script', script, path, user });
  };

  /** The main thread's answer; one to a former worker's request is ignored. */
  answer(script: number, file: ScriptFile): void {
    const done = this.#waiting.get(script);
    this.#waiting.delete(script);
    done?.(file);
  }
}
