/** `hash`: the table of learned addresses (hash.c). */
import type { MacEntry } from '../../engine/switch/mac-table';
import {
  type Answer,
  type CommandContext,
  heading,
  type ManagementCommand,
  type Outcome,
} from '../command';
import { bucketsFor, hashBucket } from '../hash-bucket';
import { leadingNumber, zeroPadded } from '../numbers';

const MS_PER_SECOND = 1000;
/** Six hexadecimal numbers with colons or dots, and perhaps a VLAN. */
const SOUGHT = /^\s*((?:[0-9a-f]+([:.]))(?:[0-9a-f]+\2){4}[0-9a-f]+)(?:\s*(\d+))?/i;

const octetsOf = (mac: string) =>
  mac.split(/[:.]/).map((octet) => Number.parseInt(octet, 16) & 255);

const twoDigits = (octet: number) => octet.toString(16).padStart(2, '0');

function bucketOf({ mac, vlan }: MacEntry, around: CommandContext): number {
  return hashBucket(octetsOf(mac), vlan, around.tableSettings.buckets);
}

function printEntry(entry: MacEntry, around: CommandContext): void {
  const { mac, vlan, port, ageMs } = entry;
  const bucket = zeroPadded(bucketOf(entry, around), 4);
  const age = Math.floor(ageMs / MS_PER_SECOND);
  around.print(
    `Hash: ${bucket} Addr: ${mac} VLAN ${zeroPadded(vlan, 4)} to port: ${zeroPadded(port, 3)}  age ${age} secs`,
  );
}

/** Bucket by bucket; in a bucket vde_switch puts the newest address first. */
function* printTable(_argument: string, around: CommandContext): Answer {
  const entries = around.switch
    .addresses()
    .map((entry) => ({ entry, bucket: bucketOf(entry, around) }))
    .sort((one, other) => one.bucket - other.bucket || one.entry.ageMs - other.entry.ageMs);
  for (const { entry } of entries) {
    printEntry(entry, around);
    yield;
  }
  return null;
}

function find(argument: string, around: CommandContext): Outcome {
  const match = SOUGHT.exec(argument);
  if (match === null) return 'EINVAL';
  const sought = octetsOf(match[1]!).map(twoDigits).join(':');
  const vlan = Number(match[3] ?? 0);
  const entry = around.switch
    .addresses()
    .find((known) => known.vlan === vlan && known.mac === sought);
  if (entry === undefined) return 'ENODEV';
  printEntry(entry, around);
  return null;
}

function showInfo(_argument: string, around: CommandContext): Outcome {
  const { buckets, collectionSeconds } = around.tableSettings;
  const { expiryMs, minPersistenceMs } = around.switch.table;
  around.print(`Hash size ${buckets}`);
  around.print(`GC interval ${collectionSeconds} secs`);
  around.print(`GC expire ${expiryMs / MS_PER_SECOND} secs`);
  around.print(`Min persistence ${minPersistenceMs / MS_PER_SECOND} secs`);
  return null;
}

/** The table grows by itself; what clients see of a new size is that it is empty afterwards. */
function setSize(argument: string, around: CommandContext): Outcome {
  const size = leadingNumber(argument);
  if (size <= 0) return 'EINVAL';
  around.switch.table.clear();
  around.tableSettings.buckets = bucketsFor(size);
  return null;
}

export const hashCommands: readonly ManagementCommand[] = [
  heading('hash', 'HASH TABLE MENU'),
  {
    path: 'hash/showinfo',
    syntax: '',
    description: 'show hash info',
    hasData: true,
    run: showInfo,
  },
  { path: 'hash/setsize', syntax: 'N', description: 'change hash size', run: setSize },
  {
    path: 'hash/setgcint',
    syntax: 'N',
    description: 'change garbage collector interval',
    run: (argument, { tableSettings }) => {
      tableSettings.collectionSeconds = leadingNumber(argument);
      return null;
    },
  },
  {
    path: 'hash/setexpire',
    syntax: 'N',
    description: 'change hash entries expire time',
    run: (argument, around) => {
      around.switch.table.expiryMs = leadingNumber(argument) * MS_PER_SECOND;
      return null;
    },
  },
  {
    path: 'hash/setminper',
    syntax: 'N',
    description: 'minimum persistence time',
    run: (argument, around) => {
      around.switch.table.minPersistenceMs = leadingNumber(argument) * MS_PER_SECOND;
      return null;
    },
  },
  {
    path: 'hash/print',
    syntax: '',
    description: 'print the hash table',
    hasData: true,
    run: printTable,
  },
  {
    path: 'hash/find',
    syntax: 'MAC [VLAN]',
    description: 'MAC lookup',
    hasData: true,
    run: find,
  },
];
