/** What a person notices: TCP throughput and round trips between two namespaces (vdens). */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { inVdens, type RunningProgram, withAddress } from '../harness/programs';
import { type Network, onePlainSwitch } from './contenders';
import type { Part, ReceiveBatch } from './part';
import { median, quantile } from './statistics';

/** Bursts of each switch in a round, and pings in a burst: they take turns often, for speed drifts. */
const BURSTS = 10;
const PINGS = 25;
const PING_INTERVAL_SECONDS = 0.004;

/** Runs the work with every switch up at once, each in a folder of its own. */
async function withAll(
  round: ReceiveBatch,
  work: (networks: readonly { name: string; network: Network }[]) => Promise<void>,
): Promise<void> {
  const networks: { name: string; network: Network }[] = [];
  try {
    for (const { name, start } of round.contenders) {
      const folder = join(round.folder, String(networks.length));
      mkdirSync(folder, { recursive: true });
      networks.push({ name, network: await start(folder, onePlainSwitch) });
    }
    await work(networks);
  } finally {
    for (const { network } of networks) await network.stop();
  }
}

async function transfer({ first, last }: Network, seconds: number): Promise<number> {
  const server = inVdens(first, `${withAddress('10.9.0.1/24')} exec iperf3 -s -1 --forceflush`);
  let client: RunningProgram | null = null;
  try {
    await server.printed(/listening/);
    const script = `${withAddress('10.9.0.2/24')} exec iperf3 -c 10.9.0.1 -t ${seconds} -f m`;
    client = inVdens(last, script);
    const match = await client.printed(/([\d.]+) Mbits\/sec\s+receiver/, (seconds + 60) * 1000);
    return Number(match[1]);
  } finally {
    await client?.stop();
    await server.stop();
  }
}

export const tcp: Part = {
  name: 'tcp',
  title: 'TCP between two vdens',
  method: 'One stream of iperf3, as the receiver counts it, in Mbit/s.',
  quantities: [{ name: 'Mbit/s', digits: 0, compared: true }],
  measure: (round) =>
    withAll(round, async (networks) => {
      for (const { name, network } of networks) {
        const rate = await transfer(network, round.seconds);
        round.samples.add('', name, { 'Mbit/s': rate });
      }
    }),
};

/** A shell in a namespace that sends bursts of pings when told to. */
class Pinger {
  readonly name: string;
  readonly #answering: RunningProgram;
  readonly #asking: RunningProgram;
  readonly times: number[] = [];
  #bursts = 0;

  constructor(name: string, { first, last }: Network) {
    this.name = name;
    this.#answering = inVdens(first, `${withAddress('10.9.0.1/24')} echo up; exec cat`);
    this.#asking = inVdens(last, `${withAddress('10.9.0.2/24')} echo up; exec sh`);
  }

  async ready(): Promise<void> {
    await this.#answering.printed(/up/);
    await this.#asking.printed(/up/);
    await this.#run(5);
  }

  /** Round trips of one burst in milliseconds; the first, which may have to ask for the address, is left out. */
  async burst(): Promise<number[]> {
    const times = (await this.#run(PINGS + 1)).slice(1);
    this.times.push(...times);
    return times;
  }

  async #run(count: number): Promise<number[]> {
    const before = this.#asking.output().length;
    const end = `burst ${++this.#bursts} over`;
    const options = `-c ${count} -i ${PING_INTERVAL_SECONDS} -W 1`;
    this.#asking.type(`ping ${options} 10.9.0.1; echo ${end}\n`);
    await this.#asking.printed(new RegExp(end));
    const output = this.#asking.output().slice(before);
    return [...output.matchAll(/time=([\d.]+) ms/g)].map(([, time]) => Number(time));
  }

  async stop(): Promise<void> {
    await this.#asking.stop();
    await this.#answering.stop();
  }
}

async function pingInTurns(round: ReceiveBatch, pingers: readonly Pinger[]): Promise<void> {
  for (const pinger of pingers) await pinger.ready();
  for (let burst = 0; burst < BURSTS; burst++) {
    for (const pinger of pingers) {
      const times = await pinger.burst();
      round.samples.add('', pinger.name, { 'median ms': median(times) });
    }
  }
  for (const { name, times } of pingers) {
    round.samples.add('', name, { '99 % ms': quantile(times, 0.99) });
  }
}

export const ping: Part = {
  name: 'ping',
  title: 'Round trips between two vdens',
  method:
    `All switches stand at once; each round has ${BURSTS} bursts of ${PINGS} pings, 4 ms apart, for each ` +
    'switch in turn. The ratio of the medians is the median over pairs of neighbouring bursts; the ' +
    '99th percentile is one of each round.',
  quantities: [
    { name: 'median ms', digits: 3, compared: true },
    { name: '99 % ms', digits: 3, compared: true },
  ],
  measure: (round) =>
    withAll(round, async (networks) => {
      const pingers = networks.map(({ name, network }) => new Pinger(name, network));
      try {
        await pingInTurns(round, pingers);
      } finally {
        for (const pinger of pingers) await pinger.stop();
      }
    }),
};
