/** Which processes belong to which machine, and how much processor time they took. Pure. */
import type { ProcessStat } from './process-files';

/** Ticks of a second in /proc: USER_HZ, which is 100 on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;
/** A chain of parents is never longer; a list that was read while it changed might hold a circle. */
const MAX_DEPTH = 200;

/**
 * The processes of each leader: its process group, and all that descend from it or from a member.
 *
 * @param all the processes of this computer
 * @param leaders numbers of the processes that were started
 */
export function processesOf(
  all: readonly ProcessStat[],
  leaders: ReadonlySet<number>,
): ReadonlyMap<number, readonly ProcessStat[]> {
  const byPid = new Map(all.map((stat) => [stat.pid, stat]));
  const found = new Map<number, ProcessStat[]>();
  for (const stat of all) {
    const leader = leaderOf(stat, byPid, leaders);
    if (leader === null) continue;
    const known = found.get(leader);
    if (known === undefined) found.set(leader, [stat]);
    else known.push(stat);
  }
  return found;
}

function leaderOf(
  stat: ProcessStat,
  byPid: ReadonlyMap<number, ProcessStat>,
  leaders: ReadonlySet<number>,
): number | null {
  let at: ProcessStat | undefined = stat;
  for (let depth = 0; at !== undefined && depth < MAX_DEPTH; depth++) {
    if (leaders.has(at.pid)) return at.pid;
    if (leaders.has(at.group)) return at.group;
    at = byPid.get(at.parent);
  }
  return null;
}

interface Sample {
  readonly at: number;
  /** Ticks by leader, named by number and start time: a number is used again. */
  readonly ticks: ReadonlyMap<string, number>;
}

/** Makes percentages of samples that follow one another. */
export class ProcessorMeter {
  #before: Sample | null = null;

  /**
   * Takes a sample.
   *
   * @param at monotonic milliseconds
   * @returns percent of one processor by leader since the sample before; null after the first one
   */
  sample(
    at: number,
    trees: ReadonlyMap<number, readonly ProcessStat[]>,
  ): ReadonlyMap<number, number> | null {
    const before = this.#before;
    const ticks = new Map<string, number>();
    const percents = new Map<number, number>();
    for (const [leader, members] of trees) {
      const start = members.find(({ pid }) => pid === leader)?.startTime;
      // Its group may outlive a leader for a moment; what it took then cannot be told from before.
      if (start === undefined) continue;
      const name = `${leader} ${start}`;
      const sum = members.reduce((total, member) => total + member.ticks, 0);
      ticks.set(name, sum);
      if (before === null) continue;
      // A leader that was not there has spent all of its time since.
      const spent = Math.max(0, sum - (before.ticks.get(name) ?? 0)) / TICKS_PER_SECOND;
      const seconds = (at - before.at) / 1000;
      percents.set(leader, seconds > 0 ? (100 * spent) / seconds : 0);
    }
    this.#before = { at, ticks };
    return before === null ? null : percents;
  }

  /** Begins anew, when nobody has looked for a while. */
  forget(): void {
    this.#before = null;
  }
}
