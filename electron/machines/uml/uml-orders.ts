/**
 * Orders to a User-Mode Linux kernel by its management console, one after the other, and whether they
 * make it stand still. Each has a connection of its own, for a kernel that reboots makes its socket anew.
 */
import { Mconsole } from './mconsole';
import { haltUml } from './uml-halt';

export class UmlOrders {
  readonly #path: string;
  readonly #ownPath: string;
  readonly #tellPaused: (paused: boolean) => void;
  #last: Promise<unknown> = Promise.resolve();
  #paused = false;

  /**
   * @param path the kernel's socket
   * @param ownPath where our end is made for each order
   * @param tellPaused told when the guest stands still, and when it goes on
   */
  constructor(path: string, ownPath: string, tellPaused: (paused: boolean) => void) {
    this.#path = path;
    this.#ownPath = ownPath;
    this.#tellPaused = tellPaused;
  }

  get paused(): boolean {
    return this.#paused;
  }

  /** Has an order carried out and returns the answer; rejects with a MconsoleError or what the signal says. */
  give(command: string, signal: AbortSignal): Promise<string> {
    return this.#inTurn(async () => {
      const console = new Mconsole(this.#path, this.#ownPath);
      try {
        const answer = await console.ask(command, signal);
        this.#learnFrom(command);
        return answer;
      } finally {
        console.close();
      }
    });
  }

  /** Has the kernel write everything out and halt; a guest that stands still is woken for it. */
  async halt(signal: AbortSignal): Promise<void> {
    if (this.#paused) await this.give('go', signal);
    await this.#inTurn(() => haltUml(this.#path, this.#ownPath, signal));
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work);
    // Whoever gave an order that failed is told; the next one is given all the same.
    this.#last = result.catch(() => {});
    return result;
  }

  #learnFrom(command: string): void {
    const word = command.trim();
    if (word === 'stop') this.#setPaused(true);
    if (word === 'go' || word === 'reboot') this.#setPaused(false);
  }

  #setPaused(paused: boolean): void {
    if (paused === this.#paused) return;
    this.#paused = paused;
    this.#tellPaused(paused);
  }
}
