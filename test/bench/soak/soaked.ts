/**
 * The process that is soaked: the data plane as the app has it, with two switches and a cable between
 * them. Answers each message with what it uses. Its argument: the folder for the switches.
 */
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Dataplane } from '../../../electron/dataplane/host/dataplane';

const [folder = ''] = process.argv.slice(2);
const PORTS = 32;

export interface Usage {
  readonly rssMb: number;
  readonly heapMb: number;
  /** Memory outside of the heap that Node knows of; the shared counters are not in it. */
  readonly externalMb: number;
  readonly descriptors: number;
  /** Threads of the data plane that were replaced. */
  readonly replaced: number;
  /** Frames that were dropped at all ports, for whatever reason. */
  readonly dropped: number;
}

let replaced = 0;
const plane = new Dataplane(
  {
    presence: () => {},
    printed: () => {},
    trees: () => {},
    storm: () => {},
    sightings: () => {},
    viewed: () => {},
    shutDown: () => {},
    replaced: () => {
      replaced += 1;
    },
    leftOut: () => {},
    nameOf: () => '',
  },
  resolve(import.meta.dirname, '../../../dist/electron/dataplane-worker.js'),
);

async function addSwitch(id: string): Promise<void> {
  await plane.add({
    type: 'switch',
    id,
    ports: PORTS,
    hub: false,
    directory: join(folder, id),
    mode: 0o600,
    group: '',
    configuration: { vlans: {}, fstp: false, priority: 0x8000 },
    mac: '00:ff:00:00:00:01',
    management: '',
    setup: [],
  });
}

function dropped(): number {
  const ports = [...plane.counters('a'), ...plane.counters('b')];
  return ports.flatMap(({ drops }) => Object.values(drops)).reduce((sum, count) => sum + count, 0);
}

function usage(): Usage {
  globalThis.gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  const mb = (bytes: number) => bytes / 2 ** 20;
  return {
    rssMb: mb(rss),
    heapMb: mb(heapUsed),
    externalMb: mb(external),
    descriptors: readdirSync('/proc/self/fd').length,
    replaced,
    dropped: dropped(),
  };
}

async function play(): Promise<void> {
  await addSwitch('a');
  await addSwitch('b');
  const ends = [
    { device: 'a', port: PORTS },
    { device: 'b', port: PORTS },
  ] as const;
  await plane.connect('c', ...ends, { up: true, aToB: null, bToA: null });
  process.on('message', () => process.send?.(usage()));
  process.on('disconnect', () => void plane.close().then(() => process.exit(0)));
  process.send?.('ready');
}

void play();
