/** How much a User-Mode Linux machine works: its kernel and what runs in it are processes of this system. */
import { readFileSync } from 'node:fs';

export interface GuestLoad {
  /** Processor time of the kernel and its processes so far, in clock ticks of 10 ms. */
  readonly ticks: number;
  /** Whether one of them runs, wants to run or waits for a disk at this moment. */
  readonly working: boolean;
}

const asleep: GuestLoad = { ticks: 0, working: false };

/** What a UML kernel and all processes below it have used and do now; nothing for one that has ended. */
export function guestLoad(kernel: number): GuestLoad {
  let load = ownLoad(kernel);
  for (const child of childrenOf(kernel)) {
    const { ticks, working } = guestLoad(child);
    load = { ticks: load.ticks + ticks, working: load.working || working };
  }
  return load;
}

function ownLoad(pid: number): GuestLoad {
  const stat = read(`/proc/${pid}/stat`);
  if (stat === '') return asleep;
  // After the parenthesised name comes field 3, the state; 14 and 15 are the times; see proc(5).
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const working = fields[0] === 'R' || fields[0] === 'D';
  return { ticks: Number(fields[11]) + Number(fields[12]), working };
}

function childrenOf(pid: number): number[] {
  return read(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number);
}

function read(path: string): string {
  try {
    return readFileSync(path, 'latin1').trim();
  } catch {
    return '';
  }
}
