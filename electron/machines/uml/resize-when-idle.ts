/**
 * Holds a console's resizes back until its guest does nothing.
 *
 * The pseudo-terminal is User-Mode Linux's controlling terminal, so each resize sends SIGWINCH to the
 * kernel and to the processes that it traces, also to one that is just being made. Such a process is
 * lost ("start_userspace : expected SIGSTOP", UML 6.1), and with it the boot or the command that
 * wanted it. Silence is not enough to go by: on a busy computer a boot is silent for seconds.
 */
import type { ConsoleSource } from '../../console/console-source';
import type { GuestLoad } from './guest-load';

/** How often a guest is looked at while a size waits. */
export const LOOK_MS = 50;
/** For how many looks in a row the guest must have done nothing. */
export const IDLE_LOOKS = 6;
/** Clock ticks in all those looks that a guest at its prompt may use: its timers go on. */
const IDLE_TICKS = 2;

/** The same console, which passes on the last of the sizes asked for once the guest is idle. */
export function resizeWhenIdle(source: ConsoleSource, load: () => GuestLoad): ConsoleSource {
  return new IdleResizes(source, load);
}

interface Size {
  readonly columns: number;
  readonly rows: number;
}

class IdleResizes implements ConsoleSource {
  readonly #source: ConsoleSource;
  readonly #load: () => GuestLoad;
  #wanted: Size | null = null;
  #timer: NodeJS.Timeout | undefined;
  #ticks = 0;
  #looks = 0;

  constructor(source: ConsoleSource, load: () => GuestLoad) {
    this.#source = source;
    this.#load = load;
  }

  write(data: string): void {
    this.#source.write(data);
  }

  resize(columns: number, rows: number): void {
    this.#wanted = { columns, rows };
    if (this.#timer !== undefined) return;
    this.#beginAnew(this.#load().ticks);
    // A machine that has ended must not keep the app alive for its last resize.
    this.#timer = setInterval(() => this.#look(), LOOK_MS).unref();
  }

  pause(): void {
    this.#source.pause();
  }

  resume(): void {
    this.#source.resume();
  }

  onOutput(listener: (text: string) => void): void {
    this.#source.onOutput(listener);
  }

  #look(): void {
    const { ticks, working } = this.#load();
    if (working || ticks - this.#ticks > IDLE_TICKS) {
      this.#beginAnew(ticks);
      return;
    }
    this.#looks += 1;
    if (this.#looks < IDLE_LOOKS) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
    const size = this.#wanted;
    this.#wanted = null;
    if (size !== null) this.#source.resize(size.columns, size.rows);
  }

  #beginAnew(ticks: number): void {
    this.#ticks = ticks;
    this.#looks = 0;
  }
}
