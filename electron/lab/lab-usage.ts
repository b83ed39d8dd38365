/**
 * What the nodes that run use of this computer. Sampled only when somebody asks: one pass through /proc
 * for all machines together.
 */
import { readFileSync } from 'node:fs';
import type { Payload } from '../../shared/contract/service';
import type { NodeUsage } from '../../shared/contract/service-usage';
import type { Dataplane } from '../dataplane/host/dataplane';
import { formatAddress } from '../engine/pc/stack/ipv4-address';
import {
  memoryTogether,
  type ProcessMemory,
  type ProcessStat,
  processMemory,
  processStat,
} from '../system/processes/process-files';
import { allProcesses } from '../system/processes/process-group';
import { ProcessorMeter, processesOf } from '../system/processes/process-trees';
import type { LiveNode } from './live-node';
import { addressesOf } from './node-ports';

type Usage = Payload<'lab.usage'>;

export class LabUsage {
  readonly #dataplane: Dataplane;
  readonly #live: ReadonlyMap<string, LiveNode>;
  readonly #meter = new ProcessorMeter();

  constructor(dataplane: Dataplane, live: ReadonlyMap<string, LiveNode>) {
    this.#dataplane = dataplane;
    this.#live = live;
  }

  /** Samples all nodes that run. */
  all(): Usage {
    const leaders = new Set([...this.#live.values()].flatMap(leadersOf));
    const trees = leaders.size === 0 ? new Map() : processesOf(readProcesses(), leaders);
    const percents = this.#meter.sample(performance.now(), trees);
    const nodes: Usage['nodes'] = {};
    for (const [id, live] of this.#live) nodes[id] = this.#usageOf(live, trees, percents);
    return { nodes };
  }

  /** Nobody looks any more: what comes next is not compared with what was. */
  forget(): void {
    this.#meter.forget();
  }

  #usageOf(
    live: LiveNode,
    trees: ReadonlyMap<number, readonly ProcessStat[]>,
    percents: ReadonlyMap<number, number> | null,
  ): NodeUsage {
    const leaders = leadersOf(live);
    const members = leaders.flatMap((leader) => trees.get(leader) ?? []);
    const memories = members.flatMap(({ pid }) => readMemory(pid) ?? []);
    const cpu = leaders.reduce((sum, leader) => sum + (percents?.get(leader) ?? 0), 0);
    return {
      cpu: percents === null || members.length === 0 ? null : cpu,
      memory: members.length === 0 ? null : memoryTogether(memories),
      addresses: addressesOf(this.#dataplane, live.node).map(formatAddress),
    };
  }
}

function leadersOf({ log, run }: LiveNode): number[] {
  const foreign = run?.foreignProcess;
  return foreign === undefined ? log.processes : [...log.processes, foreign];
}

function readProcesses(): ProcessStat[] {
  return allProcesses().flatMap((pid) => {
    const stat = read(pid, 'stat');
    return stat === null ? [] : (processStat(stat) ?? []);
  });
}

function readMemory(pid: number): ProcessMemory | null {
  const status = read(pid, 'status');
  return status === null ? null : processMemory(status);
}

function read(pid: number, file: string): string | null {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1');
  } catch {
    // It ended a moment ago.
    return null;
  }
}
