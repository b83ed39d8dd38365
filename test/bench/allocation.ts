/**
 * What the forwarding path allocates: ten million frames go from one libvdeplug client through two
 * switches and a cable to another, and the garbage that they leave is counted. The data plane's own
 * classes run here as they do in its worker; both clients are processes of their own, so that all
 * that this heap sees is the path.
 *
 *     npm run bench:heap -- [--frames N] [--vlans]
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { getHeapStatistics } from 'node:v8';
import { EventLoop } from '../../electron/dataplane/io/event-loop';
import type { DeviceCommand } from '../../electron/dataplane/shared/protocol';
import { Plane } from '../../electron/dataplane/worker/plane';
import { PlaneLoop } from '../../electron/dataplane/worker/plane-loop';
import { warmUp } from '../../electron/dataplane/worker/warm-up';
import { COUNTERS_PER_PORT, PortCounters } from '../../electron/engine/core/counters';
import { perfectCable } from '../../shared/document/topology';
import { buildFloodClient } from './flood';
import { type HeapReport, measureHeap } from './heap-report';

const PORTS = 3;
const CABLE_PORT = 3;
const SLOTS = 2 * (PORTS + 1) + 2;
/** Frames before the measurement, for the compiler. */
const WARM_FRAMES = 500_000;
const FOREVER_SECONDS = '100000';
/** Turns between looks at the counters, which leave garbage of their own. */
const TURNS = 512;

interface HeapOptions {
  readonly frames: number;
  readonly vlans: boolean;
}

function optionsOf(args: readonly string[]): HeapOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      frames: { type: 'string', default: '10000000' },
      vlans: { type: 'boolean', default: false },
    },
  });
  return { frames: Number(values.frames), vlans: values.vlans };
}

function switchCommand(folder: string, index: number, vlans: boolean): DeviceCommand {
  const access = { untagged: 10, tagged: [] };
  const trunk = { untagged: 0, tagged: [10] };
  return {
    type: 'switch',
    id: `sw${index}`,
    slot: index * (PORTS + 1),
    ports: PORTS,
    hub: false,
    directory: join(folder, `sw${index}`),
    mode: 0o600,
    group: '',
    configuration: {
      vlans: vlans ? { 1: access, 2: access, [CABLE_PORT]: trunk } : {},
      fstp: false,
      priority: 0x8000,
    },
    mac: `00:ff:00:00:00:0${index + 1}`,
    management: '',
    setup: [],
  };
}

/** The data plane of two switches, with the two clients on them. */
class Path {
  readonly #counters = new Float64Array(SLOTS * COUNTERS_PER_PORT);
  readonly #plane: Plane;
  readonly #turns: PlaneLoop;
  readonly #folder: string;
  readonly #client: string;
  readonly #children: ChildProcess[] = [];

  constructor(folder: string, vlans: boolean) {
    this.#folder = folder;
    this.#client = buildFloodClient(folder);
    const loop = new EventLoop();
    this.#plane = new Plane(loop, this.#counters, [], () => {});
    for (const index of [0, 1]) this.#plane.execute(switchCommand(folder, index, vlans));
    const [a, b] = ['sw0', 'sw1'].map((device) => ({ device, port: CABLE_PORT }));
    this.#plane.execute({
      type: 'cable',
      id: 'cable',
      slot: SLOTS - 2,
      a: a!,
      b: b!,
      seed: 1,
      state: perfectCable,
    });
    this.#turns = new PlaneLoop(loop, this.#plane);
  }

  /** Frames that have left towards the receiver. */
  get delivered(): number {
    return this.#at(PORTS + 1 + 1).framesOut;
  }

  start(): void {
    this.#run(['receive', `vde://${join(this.#folder, 'sw1')}`, '1', '100000']);
    this.#turnUntil(() => this.#at(PORTS + 1 + 1).framesIn > 0, 1);
    this.#run(['send', `vde://${join(this.#folder, 'sw0')}`, '1', '64', FOREVER_SECONDS]);
  }

  /** Forwards until so many more frames were delivered. */
  forward(frames: number): void {
    const goal = this.delivered + frames;
    this.#turnUntil(() => this.delivered >= goal, TURNS);
  }

  close(): void {
    for (const child of this.#children) child.kill('SIGKILL');
    this.#plane.close();
  }

  #turnUntil(done: () => boolean, turnsBetween: number): void {
    do {
      for (let turn = 0; turn < turnsBetween; turn++) this.#turns.turn();
    } while (!done());
  }

  #at(slot: number) {
    return new PortCounters(this.#counters, slot).read();
  }

  #run(args: readonly string[]): void {
    const go = join(this.#folder, 'go');
    writeFileSync(go, 'go\n');
    const stdio = [openSync(go, 'r'), 'ignore', 'inherit'] as const;
    this.#children.push(spawn(this.#client, args, { stdio: [...stdio] }));
  }
}

function print({ frames, vlans }: HeapOptions, report: HeapReport): void {
  const perFrame = (bytes: number) => (bytes / frames).toFixed(3);
  console.log(`${frames.toLocaleString('en')} frames, VLANs ${vlans ? 'on' : 'off'}`);
  console.log(`heap growth after collection: ${report.growthBytes} bytes`);
  console.log(`collections: ${report.collections}`);
  console.log(`allocated: ${perFrame(report.allocatedBytes)} bytes a frame; by function:`);
  for (const { name, bytes } of report.allocators) console.log(`  ${perFrame(bytes)}  ${name}`);
}

const options = optionsOf(process.argv.slice(2));
const folder = mkdtempSync('/tmp/vdb-');
warmUp();
const path = new Path(folder, options.vlans);
try {
  path.start();
  path.forward(WARM_FRAMES);
  const report = await measureHeap(() => path.forward(options.frames));
  print(options, report);
  console.log(`heap size now: ${(getHeapStatistics().used_heap_size / 1e6).toFixed(1)} MB`);
} finally {
  path.close();
  rmSync(folder, { recursive: true, force: true });
}
