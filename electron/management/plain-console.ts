/**
 * The console on the standard input of `vdelab switch`: what vde_switch does there. It does not greet,
 * it does not end by `logout`, and its prompt is only for terminals.
 */
import type { ConsoleSession } from './edited-console';
import { END_OF_SESSION, PROMPT } from './management-session';

export class PlainConsole {
  readonly #connect: () => ConsoleSession;
  #session: ConsoleSession;

  /**
   * @param connect makes a session; what it sends goes to the function that it is given
   * @param print sends to standard output
   */
  constructor(
    connect: (show: (text: string) => void) => ConsoleSession,
    print: (text: string) => void,
    hasPrompt: boolean,
  ) {
    this.#connect = () =>
      connect((text) => {
        const shown = text.endsWith(PROMPT) && !hasPrompt ? text.slice(0, -PROMPT.length) : text;
        if (text === END_OF_SESSION) this.#session = this.#connect();
        else if (shown !== '') print(shown);
      });
    this.#session = this.#connect();
  }

  /** Does nothing: whoever typed the command knows where they are. */
  start(): void {}

  type(data: string): void {
    this.#session.receive(data);
  }

  resize(): void {}
}
