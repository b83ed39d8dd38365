/**
 * The console on the standard input of `vdelab switch`: what vde_switch does there. It does not greet,
 * and its prompt is only for terminals. Answers are made as fast as standard output is read; debug lines
 * that nobody reads are dropped.
 */
import { MAX_UNREAD_BYTES, PAUSE_UNREAD_BYTES } from '../../engine/core/limits';
import type { Workable } from '../../engine/core/work-queue';
import type { ConsoleSession } from './edited-console';
import { PROMPT } from './management-session';

/** What a plain console needs of those around it. */
export interface PlainConsoleOwner {
  /** Sends to standard output; {@link PlainConsole.printedOut} says when that has taken it. */
  print(text: string): void;
  /** All that was typed is answered. */
  answered(): void;
  /** Asks for {@link Workable.work} later. */
  later(one: Workable): void;
}

export class PlainConsole implements Workable {
  readonly #session: ConsoleSession;
  readonly #owner: PlainConsoleOwner;
  /** Characters that standard output has not taken yet. */
  #unread = 0;
  #owesAnswer = false;

  /** @param connect makes the session; what it sends goes to the function that it is given */
  constructor(
    connect: (show: (text: string) => void) => ConsoleSession,
    owner: PlainConsoleOwner,
    hasPrompt: boolean,
  ) {
    this.#owner = owner;
    this.#session = connect((text) => {
      this.#print(text.endsWith(PROMPT) && !hasPrompt ? text.slice(0, -PROMPT.length) : text);
    });
  }

  /** Whether standard output is to take something first. */
  get isFull(): boolean {
    return this.#unread > PAUSE_UNREAD_BYTES;
  }

  /** Does nothing: whoever started the switch knows where they are. */
  start(): void {}

  type(data: string): void {
    this.#owesAnswer = true;
    this.#session.receive(data);
    this.#tellIfAnswered();
  }

  /** Goes on with answers. */
  work(): boolean {
    const hasMore = this.#session.work();
    this.#tellIfAnswered();
    // If standard output is to take something first, that says when to go on.
    return hasMore && !this.isFull;
  }

  /** Standard output has taken so many characters. */
  printedOut(characters: number): void {
    // A console that took another's place did not print all of them.
    this.#unread = Math.max(0, this.#unread - characters);
    if (this.#session.hasWork) this.#owner.later(this);
  }

  resize(): void {}

  /** Answers wait until there is room, so only debug lines can be too many. */
  #print(text: string): void {
    if (text === '' || this.#unread > MAX_UNREAD_BYTES) return;
    this.#unread += text.length;
    this.#owner.print(text);
  }

  #tellIfAnswered(): void {
    if (!this.#owesAnswer || this.#session.hasWork) return;
    this.#owesAnswer = false;
    this.#owner.answered();
  }
}
