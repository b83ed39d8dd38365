/** What a command is: a name, its help, and a function that runs it at once or starts a job. */
import type { History } from '../../terminal/history';
import type { Host } from '../stack/host';

/** A command that goes on after its function has returned, until it calls {@link Session.done}. */
export interface Job {
  /** Ctrl-C. The job may still print, and must end. */
  interrupt(): void;
  /** A line was typed, without its line end; only jobs that have this read the keyboard. */
  input?(line: string): void;
  /** Ctrl-D. */
  endOfInput?(): void;
}

export interface Session {
  readonly host: Host;
  readonly history: History;
  /** Lines end in LF here. */
  print(text: string): void;
  /** Ends the running job with its exit status. */
  done(status: number): void;
}

export interface Command {
  readonly name: string;
  /** One line per form, without the word "Usage". */
  readonly usage: readonly string[];
  readonly summary: string;
  /** More for `help COMMAND`. */
  readonly details?: readonly string[];
  /** The exit status, or the job that has begun. */
  run(args: readonly string[], session: Session): number | Job;
  /** What the next word after `args` can be. */
  complete?(args: readonly string[], host: Host): readonly string[];
}

/** A command cannot do what it was told; the text is all that the user sees. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly status: number;

  constructor(message: string, status = 1) {
    super(message);
    this.status = status;
  }
}
