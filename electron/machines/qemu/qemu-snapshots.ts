/**
 * Snapshots of a running machine: its memory and its disks, kept within the disks' qcow2 files. QEMU
 * saves and restores them as jobs, from version 6 on (docs/interop/live-block-operations and the
 * commands snapshot-save, snapshot-load, snapshot-delete of its QMP reference).
 */
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { Snapshot } from '../../../shared/lab/machine-control';
import type { Snapshots } from '../common/machine-driver';
import { refusal } from './qemu-refusal';
import { type QmpClient, QmpError } from './qmp-client';

type Qmp = Pick<QmpClient, 'execute' | 'onEvent'>;

const blockSchema = z.object({
  inserted: z
    .object({
      'node-name': z.string(),
      ro: z.boolean(),
      drv: z.string(),
      image: z.object({
        snapshots: z
          .array(
            z.object({
              name: z.string(),
              'vm-state-size': z.number(),
              'date-sec': z.number(),
              'date-nsec': z.number(),
            }),
          )
          .optional(),
      }),
    })
    .optional(),
});
const jobsSchema = z.array(
  z.object({ id: z.string(), status: z.string(), error: z.string().optional() }),
);

/** Gigabytes of memory go to a slow disk; whoever will not wait switches the machine off. */
const JOB_LIMIT_MS = 600_000;
/** Jobs are told of by events too; asking is for those that were over before we listened. */
const POLL_MS = 100;

/** The disks that a snapshot is of, the one with the memory first. */
interface SnapshotDisk {
  readonly node: string;
  readonly snapshots: readonly Snapshot[];
}

function disksIn(blocks: unknown): SnapshotDisk[] {
  return z
    .array(blockSchema)
    .parse(blocks)
    .flatMap(({ inserted }) => {
      if (inserted === undefined || inserted.ro || inserted.drv !== 'qcow2') return [];
      const snapshots = (inserted.image.snapshots ?? []).map((one) => ({
        name: one.name,
        savedAt: one['date-sec'] * 1000 + Math.round(one['date-nsec'] / 1e6),
        bytes: one['vm-state-size'],
      }));
      return [{ node: inserted['node-name'], snapshots }];
    });
}

/** What can be restored: saved with memory on the first disk, and there on all others. */
export function snapshotsIn(blocks: unknown): Snapshot[] {
  const [first, ...others] = disksIn(blocks);
  const isOn = ({ snapshots }: SnapshotDisk, name: string) =>
    snapshots.some((one) => one.name === name);
  return (first?.snapshots ?? [])
    .filter(({ name, bytes }) => bytes > 0 && others.every((disk) => isOn(disk, name)))
    .sort((one, other) => one.savedAt - other.savedAt);
}

export class QemuSnapshots implements Snapshots {
  readonly #node: { readonly id: string; readonly name: string };
  readonly #qmp: Qmp;
  readonly #restored: () => void;
  #nextJob = 1;
  /** One at a time: QEMU refuses a second job on the same disks. */
  #last: Promise<unknown> = Promise.resolve();

  /** @param restored called when the guest is another one than before, at a moment of its past */
  constructor(node: { id: string; name: string }, qmp: Qmp, restored: () => void) {
    this.#node = node;
    this.#qmp = qmp;
    this.#restored = restored;
  }

  async list(): Promise<Snapshot[]> {
    try {
      return snapshotsIn(await this.#qmp.execute('query-block'));
    } catch (error) {
      throw refusal(this.#node, `The snapshots of ${this.#node.name} cannot be listed`, error);
    }
  }

  save(name: string): Promise<void> {
    return this.#inTurn(`${this.#node.name} was not saved`, () => this.#run('save', name));
  }

  /** A guest that stood still stands still afterwards, at the restored moment; others go on. */
  restore(name: string): Promise<void> {
    return this.#inTurn(`${this.#node.name} was not restored`, async () => {
      const { running } = runSchema.parse(await this.#qmp.execute('query-status'));
      await this.#run('load', name);
      await this.#qmp.execute(running ? 'cont' : 'stop');
      this.#restored();
    });
  }

  delete(name: string): Promise<void> {
    return this.#inTurn(`The snapshot “${name}” was not deleted`, () => this.#run('delete', name));
  }

  #inTurn(what: string, act: () => Promise<void>): Promise<void> {
    const turn = this.#last.then(act).catch((error: unknown) => {
      throw refusal(this.#node, what, error);
    });
    this.#last = turn.catch(() => {});
    return turn;
  }

  async #run(kind: 'save' | 'load' | 'delete', tag: string): Promise<void> {
    const devices = disksIn(await this.#qmp.execute('query-block')).map(({ node }) => node);
    const job = `vdelab-${kind}-${this.#nextJob++}`;
    const vmstate = kind === 'delete' ? {} : { vmstate: devices[0] };
    await this.#qmp.execute(`snapshot-${kind}`, { 'job-id': job, tag, devices, ...vmstate });
    const error = await this.#end(job);
    await this.#qmp.execute('job-dismiss', { id: job });
    if (error !== undefined) throw new QmpError(error);
  }

  /** Waits for a job; what went wrong, or undefined. */
  async #end(id: string): Promise<string | undefined> {
    const limit = performance.now() + JOB_LIMIT_MS;
    while (performance.now() < limit) {
      // QEMU answers nothing while it writes or reads memory.
      const jobs = jobsSchema.parse(await this.#qmp.execute('query-jobs', undefined, JOB_LIMIT_MS));
      const job = jobs.find((one) => one.id === id);
      if (job === undefined) return 'the job is gone';
      if (job.status === 'concluded') return job.error;
      await delay(POLL_MS);
    }
    return 'it took too long';
  }
}

const runSchema = z.object({ running: z.boolean() });
