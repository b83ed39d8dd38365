/**
 * The console on the standard input of `vdelab switch`: what vde_switch does there. It does not greet,
 * and its prompt is only for terminals.
 */
import type { Workable } from '../engine/work-queue';
import type { ConsoleSession } from './edited-console';
import { PROMPT } from './management-session';

export class PlainConsole implements Workable {
  readonly #session: ConsoleSession;

  /**
   * @param connect makes the session; what it sends goes to the function that it is given
   * @param print sends to standard output
   */
  constructor(
    connect: (show: (text: string) => void) => ConsoleSession,
    print: (text: string) => void,
    hasPrompt: boolean,
  ) {
    this.#session = connect((text) => {
      const shown = text.endsWith(PROMPT) && !hasPrompt ? text.slice(0, -PROMPT.length) : text;
      if (shown !== '') print(shown);
    });
  }

  /** Does nothing: whoever started the switch knows where they are. */
  start(): void {}

  type(data: string): void {
    this.#session.receive(data);
  }

  /** Goes on with answers. */
  work(): boolean {
    return this.#session.work();
  }

  resize(): void {}
}
