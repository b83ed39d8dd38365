/**
 * Compares this app's switch with vde_switch and with `vde_plug null:// switch://`: TCP throughput and
 * ping round trips between two namespaces (vdens). The three take turns in every round, so that
 * whatever else the machine does meets all of them alike; medians over the rounds are printed.
 *
 *     npm run bench -- [ROUNDS] [SECONDS]
 */

import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { emptyDocument, plainSwitch } from '../../shared/topology';
import { inVdens, type RunningProgram, startProgram, withAddress } from '../harness/programs';
import { eventually } from '../harness/vde-client';

const rounds = Number(process.argv[2] ?? 7);
const seconds = Number(process.argv[3] ?? 3);
const PINGS = 200;

interface Contender {
  readonly name: string;
  start(directory: string): RunningProgram;
}

interface Figures {
  readonly megabits: number;
  /** Round trips in milliseconds. */
  readonly median: number;
  readonly percentile99: number;
}

const cli = resolve(import.meta.dirname, '../../dist/electron/cli.js');

function startVdelab(directory: string): RunningProgram {
  const lab = emptyDocument('00000000-0000-4000-8000-00000000bec4', 'bench');
  lab.nodes.sw = {
    id: 'sw',
    kind: 'switch',
    name: 'sw',
    x: 0,
    y: 0,
    ports: 32,
    directory,
    mode: '0600',
    group: '',
    ...plainSwitch,
  };
  const file = `${directory}.vdelab`;
  writeFileSync(file, JSON.stringify(lab));
  return startProgram(process.execPath, [cli, 'up', file]);
}

const contenders: readonly Contender[] = [
  { name: 'vdelab', start: startVdelab },
  {
    name: 'vde_switch',
    start: (directory) => startProgram('vde_switch', ['-s', directory, '-nostdin']),
  },
  {
    name: 'vde_plug switch://',
    start: (directory) => startProgram('vde_plug', ['null://', `switch://${directory}`]),
  },
];

const median = (values: readonly number[]) => quantile(values, 0.5);

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((x, y) => x - y);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
}

/** Runs a script in a namespace until it has printed something, and ends it. */
async function printedBy(
  locator: string,
  script: string,
  pattern: RegExp,
): Promise<[string, RegExpMatchArray]> {
  const program = inVdens(locator, script);
  try {
    const match = await program.printed(pattern, (seconds + 60) * 1000);
    return [program.output(), match];
  } finally {
    await program.stop();
  }
}

async function throughput(locator: string): Promise<number> {
  const script = `${withAddress('10.9.0.2/24')} exec iperf3 -c 10.9.0.1 -t ${seconds} -f m`;
  const [, match] = await printedBy(locator, script, /([\d.]+) Mbits\/sec\s+receiver/);
  return Number(match[1]);
}

async function roundTrips(locator: string): Promise<number[]> {
  const script = `${withAddress('10.9.0.3/24')} exec ping -c ${PINGS} -i 0.005 -W 1 10.9.0.1`;
  const [output] = await printedBy(locator, script, /packet loss/);
  return [...output.matchAll(/time=([\d.]+) ms/g)].map(([, time]) => Number(time));
}

async function measure({ name, start }: Contender, folder: string): Promise<Figures> {
  const directory = join(folder, 'sw');
  const contender = start(directory);
  await eventually(name, () => existsSync(join(directory, 'ctl')), 20_000);
  const locator = `vde://${directory}`;
  const server = inVdens(
    locator,
    `${withAddress('10.9.0.1/24')} echo ready; exec iperf3 -s --forceflush`,
  );
  try {
    await server.printed(/listening/);
    const megabits = await throughput(locator);
    const times = await roundTrips(locator);
    return { megabits, median: median(times), percentile99: quantile(times, 0.99) };
  } finally {
    await server.stop();
    await contender.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

const folder = mkdtempSync('/tmp/vdb-');
const results = new Map<string, Figures[]>(contenders.map(({ name }) => [name, []]));
try {
  for (let round = 1; round <= rounds; round++) {
    for (const contender of contenders) {
      const figures = await measure(contender, folder);
      results.get(contender.name)!.push(figures);
      const { megabits, median: middle } = figures;
      console.error(`round ${round}: ${contender.name} ${megabits} Mbit/s, ping ${middle} ms`);
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

const middles = contenders.map(({ name }) => {
  const all = results.get(name)!;
  return {
    name,
    megabits: median(all.map((each) => each.megabits)),
    ping: median(all.map((each) => each.median)),
    percentile99: median(all.map((each) => each.percentile99)),
  };
});
const own = middles[0]!;
console.log(`Medians of ${rounds} rounds, ${seconds} s of TCP and ${PINGS} pings each.\n`);
console.log('| switch | TCP Mbit/s | vdelab is | ping ms (median) | ping ms (99 %) |');
console.log('|---|---|---|---|---|');
for (const { name, megabits, ping, percentile99 } of middles) {
  const ratio = `${(own.megabits / megabits).toFixed(2)} x`;
  console.log(`| ${name} | ${megabits} | ${ratio} | ${ping} | ${percentile99} |`);
}
