import type { ConsoleSource } from '../../../../electron/console/console-source';
import type { Schedule } from '../../../../electron/console/output-batcher';

/** A machine's side that a test drives and looks into. */
export class FakeSource implements ConsoleSource {
  readonly written: string[] = [];
  readonly sizes: string[] = [];
  paused = false;
  print: (text: string) => void = () => {
    throw new Error('nobody listens to this source');
  };

  write(data: string): void {
    this.written.push(data);
  }

  resize(columns: number, rows: number): void {
    this.sizes.push(`${columns}x${rows}`);
  }

  pause(): void {
    this.paused = true;
  }

  resume(): void {
    this.paused = false;
  }

  onOutput(listener: (text: string) => void): void {
    this.print = listener;
  }
}

/** A clock that a test moves on by hand. */
export class FakeClock {
  #now = 0;
  #timers: { at: number; run: () => void }[] = [];

  readonly schedule: Schedule = (run, delayMs) => {
    const timer = { at: this.#now + delayMs, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  };

  get waiting(): number {
    return this.#timers.length;
  }

  pass(ms: number): void {
    this.#now += ms;
    const due = this.#timers.filter((timer) => timer.at <= this.#now);
    this.#timers = this.#timers.filter((timer) => timer.at > this.#now);
    for (const timer of due) timer.run();
  }
}
