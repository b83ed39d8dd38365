/** A stage for tests of running QEMU machines: one driver without KVM, and the facts that it tells. */
import type { MachineContext, MachineRun } from '../../electron/machines/common/machine-driver';
import { QemuDriver } from '../../electron/machines/qemu/qemu-driver';
import type { QemuNode } from '../../shared/document/topology';
import { plainQemu } from '../../shared/kinds/qemu';
import { type MachineFacts, noFacts } from '../../shared/lab/machine-control';
import { PROMPT, type QemuGuest } from './guests';
import { MachineStage, type TestConsole } from './machine-stage';

const never = new AbortController().signal;

/** KVM is proved by its own test; the others must not depend on the computer. */
export const driver = new QemuDriver(async () => ({
  works: false,
  reason: 'not here',
  detail: '',
}));

export function qemuNode(change: Partial<QemuNode>): QemuNode {
  return {
    id: 'm1',
    kind: 'qemu',
    ...plainQemu,
    name: 'guest',
    x: 0,
    y: 0,
    memory: 128,
    cpus: 1,
    cdrom: '',
    disks: [],
    kernel: '',
    initrd: '',
    append: '',
    accel: 'tcg',
    cards: [],
    ...change,
  };
}

export class QemuStage extends MachineStage {
  facts: MachineFacts = noFacts;
  screen: string | null = null;

  /** Starts a machine whose cards are on these switches. */
  start(
    change: Partial<QemuNode>,
    switches: readonly string[] = [],
    more: Partial<MachineContext> = {},
  ): Promise<MachineRun> {
    const context: MachineContext = {
      ...this.context(switches),
      tell: (facts) => {
        this.facts = { ...this.facts, ...facts };
      },
      startupFailed: () => {},
      attachScreen: (path) => {
        this.screen = path;
      },
      ...more,
    };
    return driver.start(qemuNode(change), context, never);
  }

  /** Starts a guest and waits until it can be worked with. */
  async boot(
    guest: QemuGuest,
    change: Partial<QemuNode> = {},
    switches: readonly string[] = [],
  ): Promise<{ run: MachineRun; console: TestConsole }> {
    const run = await this.start({ ...guest, ...change }, switches);
    const console = this.console('console');
    await console.until(PROMPT);
    return { run, console };
  }
}
