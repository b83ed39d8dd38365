/** A User-Mode Linux machine that runs: what can be done to it by its management console, and its end. */
import { setTimeout as delay } from 'node:timers/promises';
import type { UmlNode } from '../../../shared/document/topology';
import { FailureError } from '../../../shared/failure/failure';
import type { MachineControl } from '../../../shared/lab/machine-control';
import type { Child } from '../../supervisor/supervised-child';
import {
  type LiveChange,
  liveChange,
  type MachineExit,
  type MachineRun,
} from '../common/machine-driver';
import { umlCard, umlCardName } from './uml-args';
import { umlFailure } from './uml-causes';
import type { UmlDialect } from './uml-dialect';
import type { UmlOrders } from './uml-orders';

/** How long writing out and halting may take. */
const HALT_PATIENCE_MS = 10_000;
/** How long a kernel may take from a reboot until its management console answers again. */
const REBOOT_LIMIT_MS = 60_000;
const POLL_MS = 100;

export interface UmlRunParts {
  readonly node: UmlNode;
  readonly child: Child;
  readonly orders: UmlOrders;
  readonly dialect: UmlDialect | null;
  readonly detail: string;
  /** Sets how much of a processor's time it may take, in percent; throws a FailureError if it cannot. */
  limit(cpuPercent: number): Promise<void>;
}

export class UmlRun implements MachineRun {
  readonly exited: Promise<MachineExit>;
  readonly detail: string;
  readonly controls: Record<MachineControl, () => Promise<void>>;
  readonly changes: readonly LiveChange[];
  readonly #parts: UmlRunParts;
  readonly #ended = new AbortController();
  /** Orders that make the cards what they are now; a kernel that reboots has those it began with. */
  readonly #cards = new Map<number, readonly string[]>();
  #wanted = false;

  constructor(parts: UmlRunParts) {
    const { node, child } = parts;
    this.#parts = parts;
    this.detail = parts.detail;
    this.controls = {
      pause: () => this.#order('stop', 'was not paused'),
      resume: () => this.#order('go', 'was not resumed'),
      reset: () => this.#reset(),
      powerOff: () => this.#powerOff(),
      kill: () => this.#kill(),
    };
    this.changes = [liveChange<UmlNode>(['cpuLimit'], ({ cpuLimit }) => parts.limit(cpuLimit))];
    this.exited = child.exited.then((exit) => {
      this.#ended.abort();
      return { failure: this.#wanted || exit.code === 0 ? null : umlFailure(node, exit) };
    });
  }

  async stop(): Promise<void> {
    this.#wanted = true;
    await this.#parts.child.stop({
      ask: (signal) => this.#parts.orders.halt(signal),
      patienceMs: HALT_PATIENCE_MS,
    });
  }

  async sysrq(key: string): Promise<void> {
    await this.#order(`sysrq ${key}`, 'did not take the SysRq command');
  }

  async plugCard(card: number, mac: string, directory: string): Promise<void> {
    const { dialect } = this.#parts;
    const command = `config ${umlCard(card, directory, mac, dialect ?? 'path')}`;
    await this.#order(command, `did not take card ${card}`);
    const before = this.#beganWith(card) ? [this.#removal(card)] : [];
    this.#cards.set(card, [...before, command]);
  }

  async unplugCard(card: number): Promise<void> {
    const name = umlCardName(card, this.#parts.dialect ?? 'path');
    await this.#order(this.#removal(card), `did not give up its card ${name}`, {
      pattern: /currently open/,
      next: `Type \`ip link set ${name} down\` in its console, and remove the card again.`,
    });
    if (this.#beganWith(card)) this.#cards.set(card, [this.#removal(card)]);
    else this.#cards.delete(card);
  }

  /** Whether the card stands on the command line, and so is there again after a reboot. */
  #beganWith(card: number): boolean {
    return card < this.#parts.node.cards.length;
  }

  #removal(card: number): string {
    return `remove ${umlCardName(card, this.#parts.dialect ?? 'path')}`;
  }

  async #reset(): Promise<void> {
    await this.#order('reboot', 'was not reset');
    await this.#cardsAgain();
  }

  /** Makes the cards what they were before the kernel started anew. */
  async #cardsAgain(): Promise<void> {
    const signal = AbortSignal.any([this.#ended.signal, AbortSignal.timeout(REBOOT_LIMIT_MS)]);
    for (const command of [...this.#cards.values()].flat()) {
      const refused = await this.#untilTaken(command, signal);
      if (refused === null || this.#ended.signal.aborted) continue;
      throw refusal(this.#parts.node, 'has not all of its cards after the reset', refused);
    }
  }

  /** Repeats an order: the console of a new kernel is there before its cards are. */
  async #untilTaken(command: string, signal: AbortSignal): Promise<unknown> {
    for (;;) {
      const refused = await this.#parts.orders.give(command, signal).then(
        () => null,
        (error: unknown) => error,
      );
      if (refused === null || signal.aborted) return refused;
      await delay(POLL_MS, undefined, { signal }).catch(() => {});
    }
  }

  async #powerOff(): Promise<void> {
    const { node, orders } = this.#parts;
    const limit = AbortSignal.timeout(HALT_PATIENCE_MS);
    await orders.halt(AbortSignal.any([this.#ended.signal, limit])).catch((error: unknown) => {
      if (this.#ended.signal.aborted) return;
      throw refusal(node, 'did not shut down', error);
    });
  }

  /** Without asking: what the guest has not written out is lost. */
  async #kill(): Promise<void> {
    this.#wanted = true;
    await Promise.all([this.#parts.child.stop(undefined, 0), this.exited]);
  }

  async #order(command: string, what: string, known?: Known): Promise<void> {
    try {
      await this.#parts.orders.give(command, this.#ended.signal);
    } catch (error) {
      throw refusal(this.#parts.node, what, error, known);
    }
  }
}

/** A refusal that has a next step of its own. */
interface Known {
  readonly pattern: RegExp;
  readonly next: string;
}

function refusal(node: UmlNode, what: string, error: unknown, known?: Known): FailureError {
  const detail = error instanceof Error ? error.message : String(error);
  return new FailureError(
    {
      code: 'program-failed',
      message: `${node.name} ${what}.`,
      next: known?.pattern.test(detail)
        ? known.next
        : 'Its kernel may still be starting: try it again in a moment, or in its monitor.',
      detail,
      record: node.id,
    },
    { cause: error },
  );
}
