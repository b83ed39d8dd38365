/** Keeps the facts of a running QEMU machine in step with what QEMU tells, whoever caused it. */

import { z } from 'zod';
import type { Failure } from '../../../shared/failure/failure';
import type { MachineFacts } from '../../../shared/lab/machine-control';
import { unwaited } from '../../system/unexpected';
import { mediumOf } from './qemu-medium';
import type { QmpClient } from './qmp-client';
import type { QmpEvent } from './qmp-messages';

const statusSchema = z.object({ running: z.boolean() });

export class QemuFacts {
  readonly #node: { readonly id: string; readonly name: string };
  readonly #qmp: Pick<QmpClient, 'execute' | 'onEvent'>;
  readonly #tell: (facts: Partial<MachineFacts>) => void;
  /** What is wrong whether the guest runs or not. */
  #known: Failure | null;
  /** What the guest says of itself. */
  #guest: Failure | null = null;
  #paused = false;

  constructor(
    node: { readonly id: string; readonly name: string },
    qmp: Pick<QmpClient, 'execute' | 'onEvent'>,
    tell: (facts: Partial<MachineFacts>) => void,
    trouble: Failure | null,
  ) {
    this.#node = node;
    this.#qmp = qmp;
    this.#tell = tell;
    this.#known = trouble;
    qmp.onEvent((event) => this.#handle(event));
  }

  /** What is wrong with the guest itself, which it said; null when that is over. */
  setGuestTrouble(trouble: Failure | null): void {
    this.#guest = trouble;
    this.#tell({ trouble: this.#trouble });
  }

  get #trouble(): Failure | null {
    return this.#guest ?? this.#known;
  }

  get paused(): boolean {
    return this.#paused;
  }

  /** @param trouble what is wrong from now on whether the guest runs or not */
  setTrouble(trouble: Failure | null): void {
    this.#known = trouble;
    if (!this.#paused) this.#tell({ trouble: this.#trouble });
  }

  /** Asks for what no event told: extra arguments may start a guest that stands still. */
  async begin(badge: string): Promise<void> {
    const { running } = statusSchema.parse(await this.#qmp.execute('query-status'));
    this.#paused = !running;
    const medium = await mediumOf(this.#qmp);
    this.#tell({ badge, paused: this.#paused, medium, trouble: this.#trouble });
  }

  #handle({ event, data }: QmpEvent): void {
    if (event === 'STOP') this.#setPaused(true);
    if (event === 'RESUME') this.#setPaused(false);
    if (event === 'BLOCK_IO_ERROR') this.#diskFailed(data);
    if (event === 'DEVICE_TRAY_MOVED') unwaited(this.#tellMedium());
  }

  #setPaused(paused: boolean): void {
    this.#paused = paused;
    // A guest that goes on has no trouble with its disk any longer, or will say so again.
    this.#tell(paused ? { paused } : { paused, trouble: this.#trouble });
  }

  #diskFailed({ action, nospace, reason }: QmpEvent['data']): void {
    if (action !== 'stop') return;
    const trouble: Failure = {
      code: nospace === true ? 'disk-full' : 'program-failed',
      message:
        nospace === true
          ? `${this.#node.name} was paused: there is no space left for what it writes to its disk.`
          : `${this.#node.name} was paused: its disk could not be written or read.`,
      next: 'Free some space or mend the disk, then resume the machine.',
      ...(typeof reason === 'string' ? { detail: reason } : {}),
      record: this.#node.id,
    };
    this.#tell({ trouble });
  }

  async #tellMedium(): Promise<void> {
    try {
      this.#tell({ medium: await mediumOf(this.#qmp) });
    } catch {
      // A QEMU that does not answer is ending, which is told elsewhere.
    }
  }
}
