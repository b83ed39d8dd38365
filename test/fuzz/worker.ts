/** The thread that fuzzes: all targets in turns, until their time is over. Its parent watches it. */
import { parentPort, workerData } from 'node:worker_threads';
import { Random } from '../../electron/engine/cable/random';
import type { ModuleBlocks } from './bundle';
import { Campaign } from './campaign';
import { bytesOf, type FuzzTarget } from './target';
import { targetNames } from './target-names';
import { fuzzTargets } from './targets';
import {
  CURRENT_HEAD_BYTES,
  type TargetSummary,
  type WorkerOrder,
  type WorkerReport,
} from './worker-report';

/** A turn of one target; none lasts longer, so that all have had some when a run is cut short. */
const TURN_MS = 10_000;
/** Longer texts of the product's modules are sentences, which no input is compared with. */
const SENTENCE = / .* /;

class Watched {
  readonly #head: Int32Array;
  readonly #bytes: Uint8Array;

  constructor(current: SharedArrayBuffer) {
    this.#head = new Int32Array(current, 0, CURRENT_HEAD_BYTES / 4);
    this.#bytes = new Uint8Array(current, CURRENT_HEAD_BYTES);
  }

  begins(target: number, input: Uint8Array): void {
    const kept = input.subarray(0, this.#bytes.length);
    this.#bytes.set(kept);
    this.#head[1] = kept.length;
    this.#head[2] = target;
    Atomics.add(this.#head, 0, 1);
  }
}

const order = workerData as WorkerOrder;
const report = (one: WorkerReport) => parentPort?.postMessage(one);
let stray: unknown = null;
process.on('unhandledRejection', (reason) => {
  stray = reason ?? new Error('an unhandled rejection');
});

function ownModules({ modules }: FuzzTarget): ModuleBlocks[] {
  return order.modules.filter(({ file }) => modules.some((begin) => file.startsWith(begin)));
}

function wordsOf(target: FuzzTarget): Uint8Array[] {
  const found = ownModules(target).flatMap(({ words }) => words);
  const short = found.filter((word) => !SENTENCE.test(word));
  return [...new Set([...short, ...(target.words ?? [])])].map(bytesOf);
}

function campaignOf(target: FuzzTarget, watched: Watched): Campaign {
  const blocks = order.modules.reduce((sum, one) => sum + one.blocks, 0);
  const index = targetNames.indexOf(target.name);
  return new Campaign(target, blocks, {
    random: new Random(order.seed + index),
    words: wordsOf(target),
    begins: (input) => watched.begins(index, input),
    found: (finding) => report({ kind: 'finding', finding }),
    takeStray: () => {
      const taken = stray;
      stray = null;
      return taken;
    },
  });
}

function summaryOf(campaign: Campaign, seconds: number): TargetSummary {
  const own = ownModules(campaign.target);
  return {
    target: campaign.target.name,
    runs: campaign.runs,
    seconds,
    reached: own.reduce((sum, one) => sum + campaign.features.blocksIn(one.first, one.blocks), 0),
    blocks: own.reduce((sum, one) => sum + one.blocks, 0),
    features: campaign.features.count,
    findings: campaign.findings,
    corpus: campaign.distilled(order.corpusBytes),
  };
}

async function work(): Promise<void> {
  const watched = new Watched(order.current);
  const wanted = order.targets.map((name) => fuzzTargets[name]);
  const campaigns = wanted.map((target) => campaignOf(target, watched));
  const spent = new Map<Campaign, number>();
  for (const campaign of campaigns) {
    const start = performance.now();
    await campaign.replay([
      ...campaign.target.seeds,
      ...(order.inputs[campaign.target.name] ?? []),
    ]);
    spent.set(campaign, performance.now() - start);
  }
  const began = performance.now();
  const left = () => order.ms - (performance.now() - began);
  while (left() > 0) {
    for (const [index, campaign] of campaigns.entries()) {
      const start = performance.now();
      const turn = Math.min(TURN_MS, left() / (campaigns.length - index));
      await campaign.go(() => performance.now() - start > turn);
      spent.set(campaign, spent.get(campaign)! + performance.now() - start);
      const { runs, features, target } = campaign;
      report({ kind: 'turn', target: target.name, runs, features: features.count });
    }
  }
  const summaries = campaigns.map((one) => summaryOf(one, spent.get(one)! / 1000));
  report({ kind: 'done', summaries });
}

await work();
