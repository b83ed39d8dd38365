/** The rows of the lab's table: what each node is, does and carries; sorting and filtering. Pure. */

import type { NodeStatus } from '../../../shared/contract/service';
import type { NodeUsage } from '../../../shared/contract/service-usage';
import {
  type DeviceNode,
  isDevice,
  type TopologyDocument,
} from '../../../shared/document/topology';
import type { NodeKind } from '../../../shared/kinds/registry';
import { traitsOf } from '../../../shared/kinds/registry';
import type { MachineState } from '../../../shared/lab/machine-state';
import { t } from '../../i18n/translate';
import { kindViews } from '../../kinds/registry';
import { runningNode } from '../../lab/drift';
import type { Rates } from '../../lab/traffic-rates';
import { hasWords, wordsOf } from '../../ui/find-words';

/** How an address is known: `drawn` in settings, its `own` by the node itself, or `seen` in frames. */
export type AddressSource = 'drawn' | 'own' | 'seen';

export interface LabRow {
  readonly id: string;
  readonly name: string;
  readonly kind: NodeKind;
  readonly kindTitle: string;
  readonly state: MachineState;
  readonly stateTitle: string;
  /** Whether it runs otherwise than it is drawn. */
  readonly drifts: boolean;
  readonly addresses: readonly string[];
  readonly addressSource: AddressSource;
  /** Percent of one processor; null where there are no processes or none was measured yet. */
  readonly cpu: number | null;
  /** Bytes. */
  readonly memory: number | null;
  /** Whether it runs inside of Vdelab, without processes of its own. */
  readonly builtIn: boolean;
  /** Bits per second; null while it does not run. */
  readonly bitsIn: number | null;
  readonly bitsOut: number | null;
}

export const columns = [
  'name',
  'kind',
  'state',
  'addresses',
  'cpu',
  'memory',
  'bitsIn',
  'bitsOut',
] as const;
export type Column = (typeof columns)[number];
export interface Sorting {
  readonly column: Column;
  readonly ascending: boolean;
}

/** What the rows are made of, beside the drawing. */
export interface LabTelemetry {
  readonly nodes: Readonly<Record<string, NodeStatus>>;
  readonly usage: Readonly<Record<string, NodeUsage>>;
  readonly rates: Rates;
  stateTitle(state: MachineState): string;
}

const ADDRESS = /\d{1,3}(?:\.\d{1,3}){3}/g;
const ADD_ADDRESS = /\baddr(?:ess)?\s+add\s+(\d{1,3}(?:\.\d{1,3}){3})/g;

const found = (text: string, pattern: RegExp) =>
  [...text.matchAll(pattern)].map((match) => match[1] ?? match[0]);

/** The addresses that stand in a node's settings. */
function drawnAddresses(node: DeviceNode): string[] {
  if ('address' in node) return found(node.address, ADDRESS);
  const texts = traitsOf(node).addressTexts?.(node) ?? [];
  return found(texts.join('\n'), ADD_ADDRESS);
}

const isBuiltIn = (node: DeviceNode) => traitsOf(node).isBuiltIn === true;

function totals(rates: Rates, id: string): { bitsIn: number; bitsOut: number } {
  let bitsIn = 0;
  let bitsOut = 0;
  for (const rate of rates.get(id)?.values() ?? []) {
    bitsIn += rate.bitsIn;
    bitsOut += rate.bitsOut;
  }
  return { bitsIn, bitsOut };
}

function addressesOf(node: DeviceNode, usage: NodeUsage | undefined) {
  const known = usage?.addresses ?? [];
  if (known.length === 0) {
    return { addresses: drawnAddresses(node), addressSource: 'drawn' as const };
  }
  return {
    addresses: known,
    addressSource: isBuiltIn(node) ? ('own' as const) : ('seen' as const),
  };
}

function rowOf(node: DeviceNode, sights: LabTelemetry): LabRow {
  const { id, name, kind } = node;
  const { state = 'off', drift = null } = sights.nodes[id] ?? {};
  const usage = state === 'running' ? sights.usage[id] : undefined;
  const runs = state === 'running' && sights.rates.has(id);
  const { bitsIn, bitsOut } = totals(sights.rates, id);
  return {
    id,
    name,
    kind,
    kindTitle: t(kindViews[kind].title),
    state,
    stateTitle: sights.stateTitle(state),
    drifts: drift !== null,
    ...addressesOf(runningNode(node, { drift }), usage),
    cpu: usage?.cpu ?? null,
    memory: usage?.memory ?? null,
    builtIn: isBuiltIn(node),
    bitsIn: runs ? bitsIn : null,
    bitsOut: runs ? bitsOut : null,
  };
}

/** A row for each node that can run. */
export function labRows(document: TopologyDocument, sights: LabTelemetry): LabRow[] {
  return Object.values(document.nodes)
    .filter(isDevice)
    .map((node) => rowOf(node, sights));
}

/** Those in which every word of the text is found: in name, kind, state or an address. */
export function filterRows(rows: readonly LabRow[], text: string): readonly LabRow[] {
  const words = wordsOf(text);
  if (words.length === 0) return rows;
  return rows.filter(({ name, kindTitle, stateTitle, addresses }) =>
    hasWords([name, kindTitle, stateTitle, ...addresses].join(' '), words),
  );
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
/** What needs a look comes first. */
const stateRank: Record<MachineState, number> = {
  failed: 0,
  starting: 1,
  stopping: 2,
  running: 3,
  off: 4,
};

/** An address as a number, so that 10.0.0.9 comes before 10.0.0.10. */
function addressNumber(address: string | undefined): number | null {
  if (address === undefined) return null;
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}

type Value = string | number | null;

function sortValue(row: LabRow, column: Column): Value {
  switch (column) {
    case 'name':
      return row.name;
    case 'kind':
      return row.kindTitle;
    case 'state':
      return stateRank[row.state];
    case 'addresses':
      return addressNumber(row.addresses[0]);
    default:
      return row[column];
  }
}

function compare(one: Value, other: Value): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  return collator.compare(String(one), String(other));
}

/** Sorted by a column, then by name and id. What has no value is last, whichever way it goes. */
export function sortRows(rows: readonly LabRow[], { column, ascending }: Sorting): LabRow[] {
  const keyed = rows.map((row) => ({ row, value: sortValue(row, column) }));
  keyed.sort((one, other) => {
    if ((one.value === null) !== (other.value === null)) return one.value === null ? 1 : -1;
    const order = one.value === null ? 0 : compare(one.value, other.value);
    if (order !== 0) return ascending ? order : -order;
    return collator.compare(one.row.name, other.row.name) || (one.row.id < other.row.id ? -1 : 1);
  });
  return keyed.map(({ row }) => row);
}

/** The ids from one row to another, both included, in the order of the rows. */
export function rangeOf(rows: readonly LabRow[], from: string, to: string): string[] {
  const [start, end] = [from, to].map((id) => rows.findIndex((row) => row.id === id));
  if (start === undefined || end === undefined || start < 0 || end < 0) return [to];
  return rows.slice(Math.min(start, end), Math.max(start, end) + 1).map(({ id }) => id);
}
