/**
 * `npm run fuzz`: changes inputs of everything that reads what others wrote, guided by the code that they
 * reach, and tells which promise was broken by which input. See docs/security.md for the targets.
 */
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { bundleFuzz, type FuzzBundle } from './bundle';
import type { Finding } from './campaign';
import { addFound, readInputs, writeCorpus } from './inputs-files';
import { printInput } from './inputs-text';
import { type TargetName, targetNames } from './target-names';
import { type FuzzRun, runWorker } from './watched-worker';
import type { TargetSummary, WorkerReport } from './worker-report';

const USAGE = `npm run fuzz -- [options]

  --minutes N      how long, after what is kept was tried (60)
  --target NAME    only this target; may be given several times
  --seed N         the same seed and code give the same inputs (1); "code" takes one from the code itself
  --keep           writes the inputs that reach most to test/fuzz/corpus, and those that
                   break a promise to test/fuzz/found
  --quiet          only findings and the summary
  --list           the targets
`;
/** Bytes of the inputs that are kept of each target. */
const CORPUS_BYTES = 6_000;
const MINUTE_MS = 60_000;

interface Options {
  readonly ms: number;
  readonly targets: readonly TargetName[];
  readonly seed: string;
  readonly keeps: boolean;
  readonly isQuiet: boolean;
}

class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** One of ours, or of the parser of arguments. */
function isUsageError(error: unknown): error is Error {
  const { code = '' } = error as { code?: unknown };
  return error instanceof UsageError || String(code).startsWith('ERR_PARSE_ARGS');
}

function optionsOf(args: readonly string[]): Options | 'help' | 'list' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      minutes: { type: 'string', default: '60' },
      target: { type: 'string', multiple: true, default: [] },
      seed: { type: 'string', default: '1' },
      keep: { type: 'boolean', default: false },
      quiet: { type: 'boolean', default: false },
      list: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  if (values.list) return 'list';
  const ms = Number(values.minutes) * MINUTE_MS;
  if (!(ms > 0)) throw new UsageError(`--minutes ${values.minutes} is no time`);
  const unknown = values.target.filter((name) => !targetNames.some((one) => one === name));
  if (unknown.length > 0) throw new UsageError(`there is no target ${unknown.join(', ')}`);
  const wanted = targetNames.filter((name) => values.target.includes(name));
  const targets = wanted.length === 0 ? targetNames : wanted;
  if (values.seed !== 'code' && !/^\d+$/.test(values.seed)) {
    throw new UsageError(`--seed ${values.seed} is neither a number nor "code"`);
  }
  return { ms, targets, seed: values.seed, keeps: values.keep, isQuiet: values.quiet };
}

function seedOf({ seed }: Options, { digest }: FuzzBundle): number {
  return seed === 'code' ? Number.parseInt(digest.slice(0, 8), 16) : Number(seed);
}

function printFinding({ target, signature, detail, input }: Finding): void {
  console.log(`\nFOUND in ${target}: ${signature}`);
  console.log(detail.replace(/^/gm, '    '));
  console.log(`  input of ${input.length} bytes: ${printInput(input).slice(0, 4_000)}`);
}

function printSummary(summaries: readonly TargetSummary[]): void {
  console.log(`\n${'target'.padEnd(16)} runs      runs/s  blocks reached    features  findings`);
  for (const { target, runs, seconds, reached, blocks, features, findings } of summaries) {
    const share = `${reached}/${blocks} (${Math.round((100 * reached) / Math.max(1, blocks))} %)`;
    const rate = Math.round(runs / Math.max(seconds, 0.001));
    console.log(
      `${target.padEnd(16)} ${String(runs).padEnd(9)} ${String(rate).padEnd(7)} ${share.padEnd(17)} ${String(features).padEnd(9)} ${findings}`,
    );
  }
  const runs = summaries.reduce((sum, one) => sum + one.runs, 0);
  console.log(`${runs} inputs`);
}

function teller({ isQuiet }: Options): (report: WorkerReport) => void {
  const began = Date.now();
  return (report) => {
    if (report.kind === 'finding') printFinding(report.finding);
    else if (report.kind === 'turn' && !isQuiet) {
      const seconds = Math.round((Date.now() - began) / 1000);
      console.log(
        `${seconds} s  ${report.target}: ${report.runs} runs, ${report.features} features`,
      );
    }
  };
}

function keep({ summaries, findings }: FuzzRun): void {
  for (const { target, corpus } of summaries) writeCorpus(target, corpus);
  for (const { target, signature, input } of findings) addFound(target, signature, input);
}

async function fuzz(options: Options): Promise<boolean> {
  const directory = resolve(
    import.meta.dirname,
    `../../node_modules/.cache/vdelab-fuzz/${process.pid}`,
  );
  try {
    const bundle = await bundleFuzz(directory);
    const seed = seedOf(options, bundle);
    console.log(
      `${options.targets.length} targets, ${options.ms / MINUTE_MS} minutes, seed ${seed}`,
    );
    const inputs = Object.fromEntries(
      options.targets.map((name) => [
        name,
        [...readInputs('found', name), ...readInputs('corpus', name)],
      ]),
    );
    const { targets, ms } = options;
    const order = { seed, ms, targets, modules: bundle.modules, inputs, corpusBytes: CORPUS_BYTES };
    const run = await runWorker(join(directory, 'worker.mjs'), order, teller(options));
    printSummary(run.summaries);
    if (options.keeps) keep(run);
    return run.findings.length === 0;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function main(): Promise<number> {
  try {
    const options = optionsOf(process.argv.slice(2));
    if (options === 'help') console.log(USAGE);
    else if (options === 'list') console.log(targetNames.join('\n'));
    else return (await fuzz(options)) ? 0 : 1;
    return 0;
  } catch (error) {
    if (!isUsageError(error)) throw error;
    console.error(`${error.message}\n\n${USAGE}`);
    return 2;
  }
}

process.exitCode = await main();
