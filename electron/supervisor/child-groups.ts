/**
 * Finds what a child has let go: a process with a session of its own (`setsid`), whose parent has ended
 * and whose environment was cleared, is still in the control group in which its child was started, for
 * only who may write to groups can leave one (cgroups(7)). Each child has a group of its own in one of
 * its instance, `vdelab-INSTANCE`, which stands in the journal, so that the next start finds what an app
 * that was killed left.
 *
 * A child goes into its group before it becomes its program, by a line that a shell reads: put there from
 * outside, it might have let something go already. The line is always the same; nothing of the drawing
 * stands in it.
 *
 * Where no group can be made, as for an ordinary user outside of systemd's sessions, the mark in the
 * environment of a child finds what has not cleared it.
 */
import { accessSync, constants, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { waitUntil } from '../system/processes/process-group';
import { type GroupPlace, trackingPlaces, upwards } from './control-groups';
import { killMembers, membersOfGroup, removeGroup } from './group-members';

/** Writes down what is outside of the instance's folder; see Supervisor. */
export interface GroupJournal {
  recordGroup(path: string): void;
  forgetGroup(path: string): void;
  /** A further group in which a child was put, with all that it starts from now on. */
  noteGroup(child: number, path: string): void;
}

/** Goes into the group and becomes the program; without the group where that does not work. */
const ENTER = '{ echo $$ > "$0/cgroup.procs"; } 2> /dev/null; exec "$@"';

/** How long the kernel may take to let go of the processes that ended. */
const REMOVE_LIMIT_MS = 2000;

export class ChildGroups {
  readonly #folder: string;
  readonly #journal: Pick<GroupJournal, 'recordGroup' | 'forgetGroup'>;
  readonly #places: readonly GroupPlace[];
  readonly #groups = new Map<number, Set<string>>();
  #made = 0;
  /** Where groups could be made before. */
  #above: string | null = null;

  /**
   * @param instance the name of the instance's folder
   * @param places hierarchies of control groups to try, in order
   */
  constructor(
    instance: string,
    journal: Pick<GroupJournal, 'recordGroup' | 'forgetGroup'>,
    places: readonly GroupPlace[] = placesHere(),
  ) {
    this.#folder = `vdelab-${instance}`;
    this.#journal = journal;
    this.#places = places;
  }

  /** Makes a group for a child that is to be started; null if none can be made. */
  make(): string | null {
    const name = `c${++this.#made}`;
    const tried =
      this.#above === null ? this.#places.flatMap((place) => upwards(place)) : [this.#above];
    for (const above of tried) {
      const group = this.#makeBelow(above, name);
      if (group === null) continue;
      this.#above = above;
      return group;
    }
    return null;
  }

  /** The command that starts a program in a group. */
  static command(group: string, program: string, args: readonly string[]): [string, string[]] {
    return ['/bin/sh', ['-c', ENTER, group, program, ...args]];
  }

  /** Removes the group of a child that could not be started. */
  giveUp(group: string | null): void {
    if (group !== null && removeGroup(group)) this.#removeFolder(join(group, '..'));
  }

  /** Takes down a group of a child. */
  note(child: number, group: string): void {
    const groups = this.#groups.get(child) ?? new Set();
    this.#groups.set(child, groups.add(group));
  }

  /** What is alive in the groups of a child. */
  members(child: number): number[] {
    return [...(this.#groups.get(child) ?? [])].flatMap(membersOfGroup);
  }

  /** Kills what is in the groups of a child. */
  kill(child: number): void {
    for (const group of this.#groups.get(child) ?? []) killMembers(group);
  }

  /** Removes the groups of a child, of which nothing is left. */
  async leave(child: number): Promise<void> {
    const groups = [...(this.#groups.get(child) ?? [])];
    this.#groups.delete(child);
    await waitUntil(() => groups.every(removeGroup), REMOVE_LIMIT_MS);
    for (const group of groups) this.#removeFolder(join(group, '..'));
  }

  #removeFolder(folder: string): void {
    if (existsSync(folder) && removeGroup(folder)) this.#journal.forgetGroup(folder);
  }

  #makeBelow(above: string, name: string): string | null {
    const folder = join(above, this.#folder);
    const group = join(folder, name);
    try {
      if (!existsSync(folder)) this.#journal.recordGroup(folder);
      mkdirSync(group, { recursive: true });
      accessSync(join(group, 'cgroup.procs'), constants.W_OK);
      return group;
    } catch {
      // Nobody may make groups there, or nothing can be written down: found by other means.
      if (removeGroup(group)) this.#removeFolder(folder);
      return null;
    }
  }
}

function placesHere(): GroupPlace[] {
  try {
    const read = (name: string) => readFileSync(`/proc/self/${name}`, 'utf8');
    return trackingPlaces(read('mountinfo'), read('cgroup'));
  } catch {
    // A /proc without them has no control groups.
    return [];
  }
}
