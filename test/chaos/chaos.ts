/**
 * A seeded run of chaos: draws a lab, and then kills, stops, starves and edits what it can, step by step.
 * After each step the invariants hold, or the run ends with what it found and how to repeat it. In
 * mount namespace of its own, as root.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { printDocument } from '../../shared/document/document-print';
import { bundleHangingWorker } from '../harness/hanging-worker/bundle';
import { makeOwn } from '../harness/own-file';
import { App } from './app';
import { Chance } from './chance';
import { drawLab } from './draw';
import { hold, holdWithin } from './finding';
import { holdAfterStep, holdCounters, holdNothingLeft } from './invariants';
import { Mounts } from './mounts';
import { drawStep, type Run, stopEverything } from './steps';

const INSIDE = 'VDELAB_CHAOS_INSIDE';
const STEPS_PER_LAB = 40;
const MS_PER_MINUTE = 60_000;

const usage = `npm run chaos -- [--seed N] [--minutes N] [--steps N]
  --seed N     what chance begins with; the same one draws the same labs and steps
  --minutes N  new labs are drawn, with the seeds that follow, until so much time is over
  --steps N    steps of each lab (default: ${STEPS_PER_LAB})`;

interface Options {
  readonly seed: number;
  readonly minutes: number;
  readonly steps: number;
}

function readOptions(): Options {
  const option = { type: 'string' } as const;
  const options = {
    seed: option,
    minutes: option,
    steps: option,
    help: { type: 'boolean' },
  } as const;
  const { values } = parseArgs({ options });
  if (values.help) {
    console.log(usage);
    process.exit(0);
  }
  return {
    seed: Number(values.seed ?? Date.now() % 1_000_000),
    minutes: Number(values.minutes ?? 0),
    steps: Number(values.steps ?? STEPS_PER_LAB),
  };
}

async function takeStep(run: Run, number: number): Promise<void> {
  const step = drawStep(run.chance);
  const did = await step.act(run);
  console.log(`  ${number} ${step.name} ${did}`);
  await holdAfterStep(run.app, run.folder);
  if (!run.isTainted && number % 4 === 0) await holdCounters(run.app);
  if (step === stopEverything) await holdNothingLeft(run.app, directoriesOf(run));
}

function directoriesOf({ folder }: Run): string[] {
  return [0, 1, 2].map((at) => join(folder, `sw${at}`));
}

async function runLab(seed: number, steps: number, worker: string): Promise<void> {
  const folder = mkdtempSync('/tmp/vdx-');
  const chance = new Chance(seed);
  const mounts = new Mounts(folder);
  const app = new App(folder, worker);
  const run: Run = { app, chance, folder, mounts, clients: [], isTainted: false };
  console.log(`seed ${seed}: ${folder}`);
  try {
    const file = join(folder, 'lab.vdelab');
    writeFileSync(file, printDocument(drawLab(folder, chance)));
    await makeOwn(join(folder, 'data'), file);
    await app.start();
    for (let number = 1; number <= steps; number++) await takeStep(run, number);
    await stopEverything.act(run);
    await holdNothingLeft(app, directoriesOf(run));
    await app.stop();
    await holdWithin(
      'instances are left',
      5_000,
      () => app.instances(),
      (all) => all.length === 0,
    );
    hold('processes are left', app.children().length === 0, app.children());
  } finally {
    for (const client of run.clients) client.leave();
    for (const pid of [...app.children(), app.pid]) killQuietly(pid);
    mounts.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function killQuietly(pid: number): void {
  try {
    if (pid > 0) process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}

async function runInside({ seed, minutes, steps }: Options): Promise<number> {
  const worker = await bundleHangingWorker();
  const end = performance.now() + minutes * MS_PER_MINUTE;
  let at = seed;
  do {
    try {
      await runLab(at, steps, worker);
    } catch (error) {
      console.error(`FOUND with seed ${at}:`, error);
      console.error(`Again: npm run chaos -- --seed ${at} --steps ${steps}`);
      return 1;
    }
    at += 1;
  } while (performance.now() < end);
  console.log(`Nothing found: seeds ${seed} to ${at - 1}, ${steps} steps each.`);
  return 0;
}

/** The small file systems are only seen in here, and go with it. */
function runInNamespace(): number {
  const args = ['--mount', '--propagation', 'private', process.execPath, ...process.execArgv];
  const { status } = spawnSync('unshare', [...args, ...process.argv.slice(1)], {
    stdio: 'inherit',
    env: { ...process.env, [INSIDE]: '1' },
  });
  return status ?? 1;
}

if (process.getuid?.() !== 0) {
  console.error('A chaos run mounts small file systems, so it needs root.');
  process.exit(2);
}
const options = readOptions();
if (process.env[INSIDE] === undefined) process.exit(runInNamespace());
execFileSync('mount', ['--make-rprivate', '/']);
process.exit(await runInside(options));
