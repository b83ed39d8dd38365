/** Floods through one plain switch, and through switches that have more to do. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { onePlainSwitch, type Shape } from './contenders';
import { buildFloodClient, type FloodSettings, flood } from './flood';
import type { Part, ReceiveBatch } from './part';
import type { Quantity } from './samples';

interface Variant {
  readonly row: string;
  readonly shape: Shape;
  readonly settings: Omit<FloodSettings, 'seconds'>;
}

const compared = (name: string, digits: number): Quantity => ({ name, digits, compared: true });
const plain = (name: string, digits: number): Quantity => ({ name, digits, compared: false });

const quantities: readonly Quantity[] = [
  compared('frames/s', 0),
  plain('loss %', 2),
  compared('CPU us/frame', 2),
  plain('idle MiB', 1),
  plain('MiB after', 1),
];

const simple = { bytes: 64, addresses: 1, others: 0 };

const sizes: readonly Variant[] = [64, 1514].map((bytes) => ({
  row: `${bytes} bytes`,
  shape: onePlainSwitch,
  settings: { ...simple, bytes },
}));

const variants: readonly Variant[] = [
  { row: 'one switch', shape: onePlainSwitch, settings: simple },
  {
    row: '1,000 addresses',
    shape: onePlainSwitch,
    settings: { ...simple, addresses: 1000 },
  },
  {
    row: '64 ports in use',
    shape: { ...onePlainSwitch, ports: 64 },
    settings: { ...simple, others: 62 },
  },
  { row: 'VLAN 10', shape: { ...onePlainSwitch, vlans: true }, settings: simple },
  { row: 'chain of 10', shape: { ...onePlainSwitch, switches: 10 }, settings: simple },
];

/** Built at the first flood of a run. */
let client: string | null = null;

async function measure(round: ReceiveBatch, list: readonly Variant[]): Promise<void> {
  client ??= buildFloodClient(join(round.folder, '..'));
  for (const [index, { row, shape, settings }] of list.entries()) {
    for (const [turn, contender] of round.contenders.entries()) {
      if (!contender.has(shape)) continue;
      const folder = join(round.folder, `${index}-${turn}`);
      mkdirSync(folder, { recursive: true });
      const network = await contender.start(folder, shape);
      try {
        const result = await flood(client, network, { ...settings, seconds: round.seconds });
        round.samples.add(row, contender.name, result);
      } finally {
        await network.stop();
      }
    }
  }
}

export const floods: Part = {
  name: 'floods',
  title: 'Floods through one switch',
  method:
    'One libvdeplug client sends to another as fast as it can, a system call a frame, and waits when ' +
    'the switch is full; loss is what was sent and never came. Processor time is that of all threads ' +
    "of the switch's process over the flood, in microseconds per frame delivered; memory is VmRSS.",
  quantities,
  measure: (round) => measure(round, sizes),
};

export const shapes: Part = {
  name: 'shapes',
  title: 'Floods of 64 bytes through larger switches',
  method:
    'As the floods: with 1,000 destinations that the receiver announced, with 62 more clients joined, ' +
    'between two untagged ports of VLAN 10, and through a row of 10 switches: cables in one lab here, ' +
    'processes joined by vde_plug there (processor time and memory without those vde_plug).',
  quantities,
  measure: (round) => measure(round, variants),
};
