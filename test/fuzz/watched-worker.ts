/** Runs the fuzzing thread and notices when an input holds it up, in code that no fuel can stop. */
import { Worker } from 'node:worker_threads';
import type { Finding } from './campaign';
import { targetNames } from './target-names';
import {
  CURRENT_HEAD_BYTES,
  type TargetSummary,
  type WorkerOrder,
  type WorkerReport,
} from './worker-report';

/** What processors may work at one input, in milliseconds, however busy the computer is. */
const HANG_MS = 30_000;
/** After so long nothing comes any more of an input that waits. */
const STILL_MS = 180_000;
const LOOK_MS = 1_000;
const LONGEST_INPUT = 1 << 20;

export interface FuzzRun {
  readonly summaries: readonly TargetSummary[];
  readonly findings: readonly Finding[];
}

/**
 * @param entry the bundled worker
 * @param tell called with what happens
 */
export function runWorker(
  entry: string,
  order: Omit<WorkerOrder, 'current'>,
  tell: (report: WorkerReport) => void,
): Promise<FuzzRun> {
  const current = new SharedArrayBuffer(CURRENT_HEAD_BYTES + LONGEST_INPUT);
  const head = new Int32Array(current, 0, CURRENT_HEAD_BYTES / 4);
  const findings: Finding[] = [];
  const worker = new Worker(entry, { workerData: { ...order, current } });
  return new Promise((resolve, reject) => {
    const end = (finish: () => void) => {
      clearInterval(timer);
      void worker.terminate().then(finish);
    };
    const now = (count: number) => ({ count, at: performance.now(), used: process.cpuUsage() });
    let last = now(-1);
    const timer = setInterval(() => {
      const count = Atomics.load(head, 0);
      if (count !== last.count) last = now(count);
      const { user, system } = process.cpuUsage(last.used);
      if ((user + system) / 1000 < HANG_MS && performance.now() - last.at < STILL_MS) return;
      const finding = hang(
        targetNames[head[2]!]!,
        new Uint8Array(current, CURRENT_HEAD_BYTES, head[1]!),
      );
      findings.push(finding);
      tell({ kind: 'finding', finding });
      end(() => resolve({ summaries: [], findings }));
    }, LOOK_MS);
    worker.on('message', (report: WorkerReport) => {
      if (report.kind === 'finding') findings.push(report.finding);
      tell(report);
      if (report.kind === 'done') end(() => resolve({ summaries: report.summaries, findings }));
    });
    worker.on('error', (error) => end(() => reject(error)));
  });
}

function hang(target: string, input: Uint8Array): Finding {
  const detail = `nothing came of it within ${HANG_MS / 1000} seconds of a processor's time`;
  return { target, signature: 'hang', detail, input: input.slice() };
}
