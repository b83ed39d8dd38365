/**
 * Keeps the processes of machines within limits, by control groups. All groups of an instance of the
 * app are in one of its own, `vdelab-INSTANCE`, which stands in the journal while it exists: the next
 * start removes what a killed app left.
 *
 * Where groups may be made depends on who may write: root may below its own group; an ordinary user
 * where systemd delegated a part of the tree, which is above the session's own group, because in version
 * 2 a group with processes in it cannot have groups with limits below it. So the way goes upwards until
 * it works.
 */

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Failure } from '../../shared/failure/failure';
import { membersOf, waitUntil } from '../system/processes/process-group';
import { unwaited } from '../system/unexpected';
import type { GroupJournal } from './child-groups';
import {
  type Controller,
  cpuSettings,
  type GroupPlace,
  groupPlace,
  memorySettings,
  noCpuLimit,
  noMemoryLimit,
  type Setting,
  upwards,
} from './control-groups';
import { removeGroup } from './group-members';
import type { Child } from './supervised-child';

export interface ResourceLimits {
  /** Percent of one processor; 0 for no limit. */
  readonly cpuPercent: number;
  /** Most memory in MiB; 0 for no limit. */
  readonly memoryMiB: number;
}

/** Whose processes they are, for messages. */
interface Named {
  readonly id: string;
  readonly name: string;
}

interface Wish {
  readonly controller: Controller;
  /** Where this process is in the controller's hierarchy; null if there is none. */
  readonly place: GroupPlace | null;
  readonly settings: (version: 1 | 2) => Setting[];
  /** "processor time", for messages. */
  readonly what: string;
}
type PlacedRequest = Wish & { readonly place: GroupPlace };

/** How often a child that forks while it is being moved is looked at again. */
const MOVES = 5;
/** How long the kernel may take to let go of the processes that ended. */
const REMOVE_LIMIT_MS = 2000;

/** A group in which a child is, and what it is kept to there. */
interface KeptGroup {
  readonly path: string;
  readonly version: 1 | 2;
  readonly controllers: ReadonlySet<Controller>;
}

export class ProcessLimits {
  readonly #folder: string;
  /** By the number of the child. */
  readonly #groups = new Map<number, KeptGroup[]>();
  readonly #journal: GroupJournal;

  /** @param instance the name of the instance's folder */
  constructor(instance: string, journal: GroupJournal) {
    this.#folder = `vdelab-${instance}`;
    this.#journal = journal;
  }

  /**
   * Keeps a child and all that it starts within limits until it ends, or until it is called again: then with
   * others. Never throws.
   *
   * @returns what cannot be kept, for the page as trouble; null if there is nothing to complain about
   */
  limit(node: Named, child: Child, limits: ResourceLimits): Failure | null {
    const lacking: Wish[] = [];
    const reasons: string[] = [];
    try {
      this.#lift(child, limits);
    } catch (error) {
      return notLifted(node, error);
    }
    for (const together of byHierarchy(wishes(limits))) {
      const kept = attempts(together).find((some) => {
        const reason = this.#keep(some, child);
        if (reason !== null) reasons.push(reason);
        return reason === null;
      });
      lacking.push(
        ...together.filter((wish) => !kept?.some((one) => one.controller === wish.controller)),
      );
    }
    return lacking.length === 0 ? null : notLimited(node, lacking, reasons);
  }

  /** Tries one group after the other. Returns why none would do. */
  #keep(wanted: readonly PlacedRequest[], child: Child): string | null {
    let reason = '';
    for (const above of upwards(wanted[0]!.place)) {
      try {
        this.#move(wanted, above, child);
        return null;
      } catch (error) {
        // The group above it may be one where it can be done.
        reason ||= (error as Error).message;
      }
    }
    return reason;
  }

  #move(wanted: readonly PlacedRequest[], above: string, child: Child): void {
    const folder = join(above, this.#folder);
    const group = join(folder, String(child.pid));
    for (const wish of wanted) delegate(above, wish);
    if (!existsSync(folder)) this.#journal.recordGroup(folder);
    try {
      mkdirSync(folder, { recursive: true });
      for (const wish of wanted) delegate(folder, wish);
      mkdirSync(group, { recursive: true });
      for (const { place, settings } of wanted) applyAll(group, settings(place.version));
      if (!moveAll(child.pid, group)) throw new Error(`${group} does not take processes`);
    } catch (error) {
      this.#remove(folder, group);
      throw error;
    }
    const isKnown = this.#note(child.pid, group, wanted);
    if (isKnown) return;
    this.#journal.noteGroup(child.pid, group);
    const remove = () => this.#remove(folder, group);
    unwaited(
      child.exited.then(() => {
        this.#groups.delete(child.pid);
        return waitUntil(remove, REMOVE_LIMIT_MS);
      }),
    );
  }

  /** Whether the child was in the group before. */
  #note(pid: number, path: string, wanted: readonly PlacedRequest[]): boolean {
    const known = this.#groups.get(pid) ?? [];
    const before = known.find((group) => group.path === path);
    const controllers = new Set(before?.controllers);
    for (const { controller } of wanted) controllers.add(controller);
    const { version } = wanted[0]!.place;
    const others = known.filter((group) => group !== before);
    this.#groups.set(pid, [...others, { path, version, controllers }]);
    return before !== undefined;
  }

  /** Takes limits away that a child is not to have any more. */
  #lift(child: Child, { cpuPercent, memoryMiB }: ResourceLimits): void {
    for (const { path, version, controllers } of this.#groups.get(child.pid) ?? []) {
      if (cpuPercent === 0 && controllers.has('cpu')) applyAll(path, noCpuLimit(version));
      if (memoryMiB === 0 && controllers.has('memory')) applyAll(path, noMemoryLimit(version));
    }
  }

  /** Whether the child's group is gone; the instance's goes with the last one in it. */
  #remove(folder: string, group: string): boolean {
    const gone = removeGroup(group);
    if (gone && removeGroup(folder)) this.#journal.forgetGroup(folder);
    return gone;
  }
}

function wishes({ cpuPercent, memoryMiB }: ResourceLimits): Wish[] {
  const cpu: Wish = {
    controller: 'cpu',
    place: placeOf('cpu'),
    settings: (version) => cpuSettings(version, cpuPercent),
    what: 'processor time',
  };
  const memory: Wish = {
    controller: 'memory',
    place: placeOf('memory'),
    settings: (version) => memorySettings(version, memoryMiB),
    what: 'memory',
  };
  return [...(cpuPercent > 0 ? [cpu] : []), ...(memoryMiB > 0 ? [memory] : [])];
}

/** The wishes that a group of one hierarchy must grant: one each in version 1, all in version 2. */
function byHierarchy(all: readonly Wish[]): Wish[][] {
  const mounts = new Map<string, Wish[]>();
  for (const wish of all) {
    const mount = wish.place?.mount ?? `none for ${wish.controller}`;
    mounts.set(mount, [...(mounts.get(mount) ?? []), wish]);
  }
  return [...mounts.values()];
}

/** All at once, or else one of them: a process is in one group of a hierarchy. */
function attempts(together: readonly Wish[]): PlacedRequest[][] {
  const placed = together.filter((wish): wish is PlacedRequest => wish.place !== null);
  if (placed.length <= 1) return placed.length === 0 ? [] : [placed];
  return [placed, ...placed.map((wish) => [wish])];
}

function placeOf(controller: Controller): GroupPlace | null {
  const read = (name: string) => readFileSync(`/proc/self/${name}`, 'utf8');
  return groupPlace(controller, read('mountinfo'), read('cgroup'));
}

/** Lets the groups below one have limits by a controller; version 2 wants it said. */
function delegate(group: string, { controller, place }: PlacedRequest): void {
  if (place.version === 1) return;
  const file = join(group, 'cgroup.subtree_control');
  if (readFileSync(file, 'utf8').split(/\s+/).includes(controller)) return;
  writeFileSync(file, `+${controller}`);
}

/**
 * Memory with what is swapped is never less than memory alone, in version 1, so that a limit that grows and
 * one that shrinks are set in different orders.
 */
function applyAll(group: string, settings: readonly Setting[]): void {
  try {
    for (const setting of settings) apply(group, setting);
  } catch {
    for (const setting of [...settings].reverse()) apply(group, setting);
    for (const setting of settings) apply(group, setting);
  }
}

function apply(group: string, { file, value, mayLack }: Setting): void {
  const path = join(group, file);
  if (existsSync(path)) writeFileSync(path, value);
  else if (!mayLack) throw new Error(`${path} is not there`);
}

/** Moves a process group with what it forks meanwhile; false if somebody stayed outside. */
function moveAll(leader: number, group: string): boolean {
  const file = join(group, 'cgroup.procs');
  for (let turn = 0; turn < MOVES; turn++) {
    const inside = new Set(readFileSync(file, 'utf8').split('\n').map(Number));
    const outside = membersOf(leader).filter((pid) => !inside.has(pid));
    if (outside.length === 0) return true;
    for (const pid of outside) moveOne(pid, file);
  }
  return false;
}

function moveOne(pid: number, file: string): void {
  try {
    writeFileSync(file, String(pid));
  } catch (error) {
    // It ended a moment ago.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function notLifted(node: Named, error: unknown): Failure {
  return {
    code: 'permission',
    message: `${node.name} keeps the limit that it had: its control group does not take another one.`,
    next: 'Restart it to apply the change.',
    detail: error instanceof Error ? error.message : String(error),
    record: node.id,
  };
}

function notLimited(node: Named, lacking: readonly Wish[], reasons: readonly string[]): Failure {
  const what = lacking.map((wish) => wish.what).join(' and ');
  return {
    code: 'permission',
    message: `${node.name} runs without its limit of ${what}: Vdelab may not make control groups here.`,
    next: 'Start Vdelab as root or in a part of systemd that is yours, `systemd-run --user --scope vdelab`; or set the limit to 0.',
    detail: reasons.length > 0 ? reasons.join('\n') : 'There are no control groups.',
    record: node.id,
  };
}
