/** What a piece of work leaves on the heap and throws away, with the functions that allocate most. */
import { type HeapProfiler, Session } from 'node:inspector';
import { PerformanceObserver } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';

const SAMPLING_BYTES = 4096;
const MOST = 15;

export interface HeapReport {
  /** Live bytes that the work added. */
  readonly growthBytes: number;
  /** Garbage collections during the work. */
  readonly collections: number;
  /** Everything allocated, by sampling. */
  readonly allocatedBytes: number;
  readonly allocators: readonly { readonly name: string; readonly bytes: number }[];
}

function liveBytes(): number {
  if (globalThis.gc === undefined) throw new Error('Run this with node --expose-gc.');
  globalThis.gc();
  globalThis.gc();
  return getHeapStatistics().used_heap_size;
}

function stopSampling(session: Session): Promise<HeapProfiler.SamplingHeapProfile> {
  return new Promise((resolve, reject) => {
    session.post('HeapProfiler.stopSampling', (error, { profile }) =>
      error === null ? resolve(profile) : reject(error),
    );
  });
}

/** Bytes by function, each with the caller by which it was reached: foreign calls have no place. */
function allocatorsOf(head: HeapProfiler.SamplingHeapProfileNode): Map<string, number> {
  const bytes = new Map<string, number>();
  const visit = (node: HeapProfiler.SamplingHeapProfileNode, caller: string): void => {
    const { functionName, url, lineNumber } = node.callFrame;
    const file = url.slice(url.lastIndexOf('/') + 1);
    const name = `${functionName || '(anonymous)'} ${file === '' ? '' : `${file}:${lineNumber + 1}`}`;
    if (node.selfSize > 0) {
      const key = `${name} from ${caller}`;
      bytes.set(key, (bytes.get(key) ?? 0) + node.selfSize);
    }
    for (const child of node.children) visit(child, name);
  };
  visit(head, '');
  return bytes;
}

/** Runs the work under the sampling profiler. Needs `--expose-gc`. */
export async function measureHeap(work: () => void): Promise<HeapReport> {
  let collections = 0;
  const observer = new PerformanceObserver((list) => {
    collections += list.getEntries().length;
  });
  const session = new Session();
  session.connect();
  const before = liveBytes();
  observer.observe({ entryTypes: ['gc'] });
  session.post('HeapProfiler.startSampling', {
    samplingInterval: SAMPLING_BYTES,
    includeObjectsCollectedByMajorGC: true,
    includeObjectsCollectedByMinorGC: true,
  });
  work();
  const { head } = await stopSampling(session);
  // Entries are handed over in turns of their own.
  for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve));
  observer.disconnect();
  session.disconnect();
  const all = [...allocatorsOf(head)].map(([name, bytes]) => ({ name, bytes }));
  return {
    growthBytes: liveBytes() - before,
    collections,
    allocatedBytes: all.reduce((sum, { bytes }) => sum + bytes, 0),
    allocators: all.sort((x, y) => y.bytes - x.bytes).slice(0, MOST),
  };
}
