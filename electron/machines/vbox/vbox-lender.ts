/**
 * Lends cards and serial port of VirtualBox machines to labs, and sees that they come back as they were:
 * when the machine ended, however it did, and at the next start of an app that was killed meanwhile.
 */
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Failure, FailureError, failureOf } from '../../../shared/failure/failure';
import { dataDirectory } from '../../system/files/directories';
import { isOwnerAlive, isSameOwner, thisOwner } from '../../system/processes/process-owner';
import {
  controlArgs,
  type LentCard,
  lendArgs,
  returnCardsArgs,
  returnSerialArgs,
  uncoverArgs,
} from './vbox-args';
import { isLocked, isSaved } from './vbox-causes';
import { headlessProcess, killHeadless, untilGone } from './vbox-headless';
import { type Loan, VboxLoans } from './vbox-loans';
import type { VboxManage } from './vbox-manage';
import type { VboxInfo } from './vbox-parse';
import { cardsBefore, uncovered } from './vbox-settings';

/** How long VirtualBox may hold a machine after its process has ended. */
const LOCK_PATIENCE_MS = 15_000;
const LOCK_POLL_MS = 200;
const POWER_OFF_MS = 10_000;

export class VboxLender {
  readonly #vbox: VboxManage;
  readonly #loans: VboxLoans;
  /** What is lent by this very object. */
  readonly #lent = new Set<string>();
  /** Left machines are seen to one after the other, and by one at a time. */
  #returning: Promise<unknown> = Promise.resolve();

  constructor(vbox: VboxManage, loans = new VboxLoans(() => join(dataDirectory(), 'virtualbox'))) {
    this.#vbox = vbox;
    this.#loans = loans;
  }

  /**
   * Writes down how a machine that is off is set, and makes it ready to be lent. Throws a FailureError,
   * with the machine as it was, when that cannot be done.
   */
  async borrow(info: VboxInfo, name: string, adapters: readonly number[]): Promise<Loan> {
    await this.#checkFree(info.uuid, name);
    this.#lent.add(info.uuid);
    try {
      return await this.#uncover(info, name, adapters);
    } catch (error) {
      await this.giveBack(info.uuid, name);
      throw error;
    }
  }

  /** Sets the cards and the serial port to the lab's. */
  async lend(loan: Loan, cards: readonly LentCard[], serialSocket: string): Promise<void> {
    await this.#vbox.run(lendArgs(loan.machine, cards, loan.cards, serialSocket), loan.name);
  }

  /** Puts a machine back that has ended, or was never started. Returns what could not be put back. */
  async giveBack(machine: string, name: string): Promise<Failure | null> {
    try {
      const loan = await this.#loans.of(machine);
      if (loan !== null) await this.#putBack(loan);
      return null;
    } catch (error) {
      return notReturned(name, failureOf(error));
    } finally {
      this.#lent.delete(machine);
    }
  }

  /** Ends machines that a killed app left running, and puts back what they were. */
  async giveBackLeft(): Promise<Failure[]> {
    const failures: Failure[] = [];
    for (const machine of await this.#loans.machines()) {
      await this.giveBackIfLeft(machine).catch((error: unknown) => {
        failures.push(failureOf(error));
      });
    }
    return failures;
  }

  /** The same for one machine, if nobody who lives has lent it. Throws a FailureError. */
  giveBackIfLeft(machine: string): Promise<void> {
    const turn = this.#returning.then(() => this.#giveBackIfLeft(machine));
    // Each caller hears of its own failure.
    this.#returning = turn.catch(() => {});
    return turn;
  }

  async #giveBackIfLeft(machine: string): Promise<void> {
    const loan = await this.#loans.of(machine);
    if (loan === null || this.#lent.has(machine)) return;
    const isOurs = isSameOwner(loan.owner, thisOwner());
    if (!isOurs && isOwnerAlive(loan.owner)) return;
    await this.#powerOff(loan);
    const failure = await this.giveBack(machine, loan.name);
    if (failure !== null) throw new FailureError(failure);
  }

  async #checkFree(machine: string, name: string): Promise<void> {
    if (!this.#lent.has(machine) && (await this.#loans.of(machine)) === null) return;
    throw new FailureError({
      code: 'program-failed',
      message: `The VirtualBox machine ${name} is used by another node or another Vdelab.`,
      next: 'Stop it there first.',
    });
  }

  async #uncover(info: VboxInfo, name: string, adapters: readonly number[]): Promise<Loan> {
    const serial = { port: info.serialPort, mode: null };
    const cards = cardsBefore(info, adapters);
    const first: Loan = { machine: info.uuid, name, owner: thisOwner(), cards, serial };
    await this.#loans.save(first);
    const uncover = uncoverArgs(info.uuid, cards, serial);
    if (changesAnything(uncover)) await this.#vbox.run(uncover, name);
    const shown = await this.#vbox.info(info.uuid, name);
    const loan: Loan = {
      ...first,
      cards: uncovered(cards, shown, await this.#vbox.describe(info.uuid, name)),
      serial: { port: info.serialPort, mode: shown.serialMode },
    };
    await this.#loans.save(loan);
    return loan;
  }

  async #putBack(loan: Loan): Promise<void> {
    try {
      await this.#whenFree(returnCardsArgs(loan.machine, loan.cards), loan.name);
      await this.#whenFree(returnSerialArgs(loan.machine, loan.serial), loan.name);
    } catch (error) {
      // What is not registered any more needs nothing.
      if (failureOf(error).code !== 'not-found') throw error;
    }
    await this.#loans.forget(loan.machine);
  }

  /** Makes a call as soon as VirtualBox has let go of the machine. */
  async #whenFree(args: readonly string[], name: string): Promise<void> {
    if (!changesAnything(args)) return;
    const end = performance.now() + LOCK_PATIENCE_MS;
    for (;;) {
      try {
        await this.#vbox.run(args, name);
        return;
      } catch (error) {
        if (!isLocked(failureOf(error)) || performance.now() > end) throw error;
      }
      await delay(LOCK_POLL_MS);
    }
  }

  /** Only a lab starts a machine whose cards are lent, so what runs is what it left. */
  async #powerOff(loan: Loan): Promise<void> {
    const process = headlessProcess(loan.machine);
    if (process === null) return;
    const late = AbortSignal.timeout(POWER_OFF_MS);
    try {
      await this.#vbox.run(controlArgs(loan.machine, 'poweroff'), loan.name);
      await untilGone(process, late);
    } catch {
      // A process that does not take orders is ended by force.
      await killHeadless(process);
    }
  }
}

/** `modifyvm` with the machine alone is no command. */
function changesAnything(args: readonly string[]): boolean {
  return args.length > 2;
}

function notReturned(name: string, cause: Failure): Failure {
  const next = isSaved(cause)
    ? 'Start it in VirtualBox and shut it down there, or discard its saved state. Vdelab puts the settings back at its next start.'
    : 'Vdelab tries again at its next start, and before it starts the machine again.';
  return {
    ...cause,
    message: `Some settings of the VirtualBox machine ${name} could not be put back yet. ${cause.message}`,
    next,
  };
}
