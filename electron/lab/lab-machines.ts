/** What a user does to single machines that run, beside starting and stopping them. */
import { FailureError } from '../../shared/failure/failure';
import {
  type MachineControl,
  type MachineFacts,
  type MachineReport,
  machineControls,
} from '../../shared/lab/machine-control';
import type { MachineRun, Snapshots } from '../machines/common/machine-driver';
import { type MachineLog, noReport } from '../machines/common/machine-log';
import type { LiveNode } from './live-node';

export class LabMachines {
  readonly #live: ReadonlyMap<string, LiveNode>;
  readonly #logs = new Map<string, MachineLog>();

  constructor(live: ReadonlyMap<string, LiveNode>) {
    this.#live = live;
  }

  /** A node is being started, and its report begins anew. */
  begun(id: string, log: MachineLog): void {
    this.#logs.set(id, log);
  }

  forget(id: string): void {
    this.#logs.delete(id);
  }

  /** How the latest start of a node went. */
  report(id: string): MachineReport {
    return this.#logs.get(id)?.report() ?? noReport;
  }

  /** Throws a FailureError when the machine does not run or cannot do that. */
  async control(id: string, control: MachineControl): Promise<void> {
    const act = this.#runOf(id).controls?.[control];
    if (act === undefined) throw this.#cannot(id, controlLabel[control]);
    await act();
  }

  async sysrq(id: string, key: string): Promise<void> {
    const run = this.#runOf(id);
    if (run.sysrq === undefined) throw this.#cannot(id, 'take SysRq commands');
    await run.sysrq(key);
  }

  async setMedium(id: string, path: string): Promise<void> {
    const run = this.#runOf(id);
    if (run.setMedium === undefined) throw this.#cannot(id, 'change its CD');
    await run.setMedium(path);
  }

  /** Throws a FailureError when the machine does not run or has nothing to keep snapshots in. */
  snapshots(id: string): Snapshots {
    const { snapshots } = this.#runOf(id);
    if (snapshots === undefined) throw this.#cannot(id, 'keep snapshots');
    return snapshots;
  }

  #runOf(id: string): MachineRun {
    const live = this.#live.get(id);
    if (live?.run && live.phase === 'up') return live.run;
    throw new FailureError({
      code: 'not-running',
      message: 'This machine is not running.',
      next: 'Start it first.',
      record: id,
    });
  }

  #cannot(id: string, what: string): FailureError {
    const name = this.#live.get(id)?.node.name ?? 'This machine';
    return new FailureError({
      code: 'bad-request',
      message: `${name} cannot ${what}.`,
      next: 'Choose one of the actions that the inspector offers for it.',
      record: id,
    });
  }
}

/** What can be done to a machine, for the page to offer it. */
export function abilitiesOf(run: MachineRun): Partial<MachineFacts> {
  return {
    controls: machineControls.filter((control) => run.controls?.[control] !== undefined),
    snapshots: run.snapshots !== undefined,
    sysrq: run.sysrq !== undefined,
  };
}

const controlLabel: Record<MachineControl, string> = {
  pause: 'be paused',
  resume: 'be resumed',
  reset: 'be reset',
  powerOff: 'be asked to shut down',
  kill: 'be switched off hard',
};
