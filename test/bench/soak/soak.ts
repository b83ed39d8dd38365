/**
 * Soaks the data plane: 50 endpoints on two switches send a million frames a minute to each other, and
 * memory, descriptors and the time that frames take are sampled. Writes `results.md` after a whole run.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { VdeTestClient } from '../../harness/vde-client';
import type { Usage } from './soaked';

const ENDPOINTS = 50;
const FRAMES_PER_MINUTE = 1_000_000;
const FRAME_BYTES = 128;
const MS_PER_MINUTE = 60_000;
/** How often frames are sent, in milliseconds; each time those that are due. */
const BEAT_MS = 5;
/** Of so many frames one is timed. */
const TIMED_EVERY = 50;
const WHOLE_RUN_MINUTES = 10;
const AT = 32;

interface Sample extends Usage {
  readonly minute: number;
  readonly sent: number;
  readonly received: number;
  readonly latenciesMs: number[];
}

const usage = `npm run soak -- [OPTION...]

Sends ${FRAMES_PER_MINUTE} frames a minute between ${ENDPOINTS} endpoints, and samples memory, descriptors and latency.

  --minutes N  how long (${WHOLE_RUN_MINUTES}); a whole run writes test/bench/soak/results.md
  --help       this text
`;

const options = { minutes: { type: 'string' }, help: { type: 'boolean' } } as const;
const { values } = parseArgs({ options });
if (values.help) {
  console.log(usage);
  process.exit(0);
}
const minutes = Number(values.minutes ?? WHOLE_RUN_MINUTES);
if (!(minutes > 0)) throw new Error(`--minutes is to be a number above 0, not ${values.minutes}`);

class Load {
  readonly #clients: VdeTestClient[] = [];
  readonly #frame = Buffer.alloc(FRAME_BYTES);
  sent = 0;
  received = 0;
  refused = 0;
  latenciesMs: number[] = [];

  async join(folder: string): Promise<void> {
    for (let at = 0; at < ENDPOINTS; at++) {
      this.#clients.push(await VdeTestClient.join(join(folder, at % 2 === 0 ? 'a' : 'b')));
      // Its first frame says where it is.
      this.#send(at, 0xff);
    }
    await delay(1_000);
    this.receive();
    this.sent = 0;
    this.received = 0;
  }

  /** Sends what is due by then, each endpoint to the next, which is on the other switch. */
  sendUntil(due: number): void {
    while (this.sent < due) {
      const from = this.sent % ENDPOINTS;
      if (!this.#send(from, (from + 1) % ENDPOINTS)) {
        this.refused += 1;
        return;
      }
    }
  }

  receive(): void {
    for (const client of this.#clients) {
      for (let got = client.receive(); got !== null; got = client.receive()) {
        this.received += 1;
        const at = Buffer.from(got.buffer, got.byteOffset).readDoubleLE(AT);
        if (at > 0) this.latenciesMs.push(performance.now() - at);
      }
    }
  }

  leave(): void {
    for (const client of this.#clients) client.leave();
  }

  #send(from: number, to: number): boolean {
    const address = to === 0xff ? [255, 255, 255, 255, 255, 255] : [2, 0x50, 0, 0, 0, to];
    this.#frame.set([...address, 2, 0x50, 0, 0, 0, from, 0x88, 0xb5]);
    const isTimed = this.sent % TIMED_EVERY === 0;
    this.#frame.writeDoubleLE(isTimed ? performance.now() : 0, AT);
    if (!this.#clients[from]!.send(this.#frame)) return false;
    this.sent += 1;
    return true;
  }
}

function usageOf(child: ChildProcess): Promise<Usage> {
  return new Promise((done) => {
    child.once('message', (usage: Usage) => done(usage));
    child.send('usage');
  });
}

function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function row({ minute, latenciesMs, ...sample }: Sample): string {
  const sorted = [...latenciesMs].sort((x, y) => x - y);
  const cells = [
    minute,
    sample.sent,
    sample.sent - sample.received,
    sample.dropped,
    sample.rssMb.toFixed(1),
    sample.heapMb.toFixed(2),
    sample.externalMb.toFixed(1),
    sample.descriptors,
    percentile(sorted, 0.5).toFixed(2),
    percentile(sorted, 0.99).toFixed(2),
    percentile(sorted, 1).toFixed(1),
    sample.replaced,
  ];
  return `| ${cells.join(' | ')} |`;
}

function report(samples: readonly Sample[]): string {
  const [processor] = cpus();
  return `# The data plane, soaked

\`npm run soak\`, ${new Date().toISOString().slice(0, 10)}: ${ENDPOINTS} endpoints, 25 on each of two switches with a
cable between them, send ${FRAMES_PER_MINUTE.toLocaleString('en')} frames of ${FRAME_BYTES} bytes a minute, each to the next on the other switch, from another
process; ${cpus().length} processors (${processor?.model}). Memory is that of the process with the data plane (its heap:
the main thread's, after a collection). Beside it lie the counters, 12 MB of shared memory of fixed size. The time of one frame in ${TIMED_EVERY} is taken from its sending to
its reading, which the sender does every ${BEAT_MS} ms: that is most of it.

| minute | sent | not received | dropped | RSS, MB | heap, MB | outside, MB | descriptors | median, ms | 99 %, ms | longest, ms | replaced |
|---|---|---|---|---|---|---|---|---|---|---|---|
${samples.map(row).join('\n')}
`;
}

async function soak(child: ChildProcess, load: Load): Promise<Sample[]> {
  const samples: Sample[] = [];
  const start = performance.now();
  for (let minute = 0; minute <= minutes; ) {
    const elapsed = performance.now() - start;
    load.sendUntil((elapsed / MS_PER_MINUTE) * FRAMES_PER_MINUTE);
    await delay(BEAT_MS);
    load.receive();
    if (elapsed < minute * MS_PER_MINUTE) continue;
    const { sent, received, latenciesMs } = load;
    samples.push({ ...(await usageOf(child)), minute, sent, received, latenciesMs });
    console.log(row(samples.at(-1)!));
    load.latenciesMs = [];
    minute += 1;
  }
  return samples;
}

async function run(): Promise<void> {
  const folder = mkdtempSync('/tmp/vds-');
  const child = fork(resolve(import.meta.dirname, 'soaked.ts'), [folder], {
    execArgv: ['--import', 'tsx', '--expose-gc'],
  });
  const load = new Load();
  try {
    await new Promise<void>((ready) => child.once('message', () => ready()));
    await load.join(folder);
    const samples = await soak(child, load);
    if (minutes < WHOLE_RUN_MINUTES) return;
    writeFileSync(resolve(import.meta.dirname, 'results.md'), report(samples));
  } finally {
    load.leave();
    child.disconnect();
    rmSync(folder, { recursive: true, force: true });
  }
}

await run();
