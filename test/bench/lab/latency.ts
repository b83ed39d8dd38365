/** How long calls take while the app is busy with something else. */
import type { BenchApp } from './app';

const PAUSE_MS = 10;
/** Small calls for each one that fetches everything, as pages make them. */
const SMALL_CALLS = 10;

export interface Latencies {
  readonly all: readonly number[];
  /** Of the small calls alone. */
  readonly small: readonly number[];
}

/** What a page asks: keys for a console and its size now and then, all of the lab and drawing once. */
async function askOnce(app: BenchApp, turn: number): Promise<{ ms: number; isSmall: boolean }> {
  const console = 'pc1:console';
  switch (turn % SMALL_CALLS) {
    case 0:
      return { ms: await app.latencyOf('lab.get', {}), isSmall: false };
    case SMALL_CALLS / 2:
      return { ms: await app.latencyOf('workspace.get', {}), isSmall: false };
    default: {
      const size = { console, columns: 80, rows: 24 } as const;
      return { ms: await app.latencyOf('console.resize', size), isSmall: true };
    }
  }
}

/** Makes one call after the other until `work` has ended, and returns how long each took. */
export async function during(app: BenchApp, work: Promise<unknown>): Promise<Latencies> {
  const taken = { all: [] as number[], small: [] as number[] };
  let isOver = false;
  const over = work.finally(() => {
    isOver = true;
  });
  for (let turn = 0; !isOver; turn++) {
    const { ms, isSmall } = await askOnce(app, turn);
    taken.all.push(ms);
    if (isSmall) taken.small.push(ms);
    await new Promise((next) => setTimeout(next, PAUSE_MS));
  }
  await over;
  return taken;
}
