/** Whether the page's memory stays level while frames travel along the cables of the drawing. */
import type { CDPSession } from 'playwright-core';
import { star } from '../../harness/big-lab';
import type { Editor } from '../../harness/editor';
import type { Figure, UiPart } from './measure';
import { withLab } from './stage';

const PCS = 20;
const SAMPLES = 13;
const PAUSE_MS = 10_000;
const MEGABYTE = 1024 * 1024;

interface Sample {
  readonly hours: number;
  readonly megabytes: number;
}

async function heapSize(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize / MEGABYTE;
}

/** Slope of the line through the samples with the least squares, in megabytes an hour. */
export function slopeOf(samples: readonly Sample[]): number {
  const mean = (pick: (sample: Sample) => number) =>
    samples.reduce((sum, sample) => sum + pick(sample), 0) / samples.length;
  const [hours, megabytes] = [mean((one) => one.hours), mean((one) => one.megabytes)];
  const spread = samples.reduce((sum, one) => sum + (one.hours - hours) ** 2, 0);
  const joint = samples.reduce(
    (sum, one) => sum + (one.hours - hours) * (one.megabytes - megabytes),
    0,
  );
  return joint / spread;
}

async function pingFromAll(editor: Editor): Promise<void> {
  await editor.startAll();
  await editor.waitForState(`pc${PCS}`, 'running');
  for (const number of [1, 2, 3, 4]) {
    const console = await editor.openConsole(`pc${number}`);
    await console.type(`ping -i 0.2 10.1.0.${PCS - number}`);
    await console.shows(/bytes from|time=/);
    // What is printed would fill its terminal for an hour; the machine goes on without one.
    await editor.page
      .getByRole('button', { name: `Close pc${number}`, exact: true, includeHidden: true })
      .click();
  }
}

async function sample(editor: Editor): Promise<Sample[]> {
  const session = await editor.page.context().newCDPSession(editor.page);
  const start = performance.now();
  const samples: Sample[] = [];
  for (let at = 0; at < SAMPLES; at++) {
    await new Promise((done) => setTimeout(done, PAUSE_MS));
    samples.push({
      megabytes: await heapSize(session),
      hours: (performance.now() - start) / 3_600_000,
    });
  }
  // The first one still has what the start of the machines left to be compiled and cached.
  return samples.slice(1);
}

async function measureMemory(editor: Editor): Promise<Figure[]> {
  await pingFromAll(editor);
  const samples = await sample(editor);
  return [
    {
      name: 'Heap after a forced collection',
      value: samples.at(-1)!.megabytes,
      unit: 'MB',
      goal: null,
    },
    {
      name: 'Slope over two minutes of traffic',
      value: slopeOf(samples),
      unit: 'MB/h',
      goal: null,
    },
  ];
}

export const memory: UiPart = {
  name: 'memory',
  title: 'Two minutes of traffic animation',
  measure: () => withLab(star(PCS), measureMemory),
};
