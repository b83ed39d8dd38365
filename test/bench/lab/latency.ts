/** How long calls take while the app is busy with something else. */
import type { BenchApp } from './app';

const PAUSE_MS = 10;
/** Time between two calls that fetch everything; their answers are megabytes. */
const LARGE_EVERY_MS = 500;

export interface Latencies {
  readonly all: readonly number[];
  /** Of the small calls alone. */
  readonly small: readonly number[];
}

/** What a page asks: sizes of a console all the time, and all of the lab or of the drawing now and then. */
class Client {
  readonly #app: BenchApp;
  #nextLarge = 0;
  #larges = 0;

  constructor(app: BenchApp) {
    this.#app = app;
  }

  async ask(): Promise<{ ms: number; isSmall: boolean }> {
    if (performance.now() < this.#nextLarge) {
      const size = { console: 'pc1:console', columns: 80, rows: 24 } as const;
      return { ms: await this.#app.latencyOf('console.resize', size), isSmall: true };
    }
    const name = this.#larges++ % 2 === 0 ? 'lab.get' : 'workspace.get';
    const ms = await this.#app.latencyOf(name, {});
    this.#nextLarge = performance.now() + LARGE_EVERY_MS;
    return { ms, isSmall: false };
  }
}

/** Makes one call after the other until `work` has ended, and returns how long each took. */
export async function during(app: BenchApp, work: Promise<unknown>): Promise<Latencies> {
  const taken = { all: [] as number[], small: [] as number[] };
  const client = new Client(app);
  let isOver = false;
  const over = work.finally(() => {
    isOver = true;
  });
  while (!isOver) {
    const { ms, isSmall } = await client.ask();
    taken.all.push(ms);
    if (isSmall) taken.small.push(ms);
    await new Promise((next) => setTimeout(next, PAUSE_MS));
  }
  await over;
  return taken;
}
