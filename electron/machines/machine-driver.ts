/**
 * What all machine kinds have in common: a driver turns a node of the document into a process, says
 * beforehand what would keep it from starting, and gives back a handle to stop it by.
 */
import type { Failure } from '../../shared/failure';
import type { Channel } from '../../shared/service';
import type { DeviceNode } from '../../shared/topology';
import type { ConsoleSource } from '../console/console-source';
import type { Supervisor } from './supervisor';

/** How a machine ended. `failure` is null when that was wanted or the guest powered itself off. */
export interface MachineExit {
  readonly failure: Failure | null;
}

/** A machine that was started. */
export interface MachineRun {
  /** Settles when nothing of the machine is left, however it ended; never rejects. */
  readonly exited: Promise<MachineExit>;
  /** A few words on how it runs: "KVM", "TCG", "UML 6.1, vde". */
  readonly detail: string;
  /**
   * Asks the guest, then terminates the machine, then kills it; resolves when nothing is left of it.
   * A guest that is shutting down gets seconds for it: a second call ends that and terminates at once.
   */
  stop(): Promise<void>;
  /**
   * Tells the machine whether a card has carrier; never throws. Cards have it until told otherwise. Absent
   * where a machine cannot be told: User-Mode Linux can only be given a card or have it taken away, which
   * would lose its addresses, and a plug has no card.
   */
  setLink?(card: number, hasCarrier: boolean): void;
}

/** What the lab hands to a driver for one start of one node. */
export interface MachineContext {
  /** VDE directories of the cards' private endpoints, in the order of the node's cards. */
  readonly cardDirectories: readonly string[];
  /** A private, short, existing directory for sockets; removed by the lab after the machine ended. */
  readonly runtimeDirectory: string;
  /** Where the node's overlays live between starts; exists. */
  readonly dataDirectory: string;
  readonly supervisor: Supervisor;
  /** Puts a console of the node up for the page; the lab takes it down when the machine ends. */
  attachConsole(channel: Channel, source: ConsoleSource): void;
  /** Tells the user what is being done, in a few words. */
  report(detail: string): void;
}

export interface MachineDriver<N extends DeviceNode> {
  /** What would keep the node from starting (a program or an image missing, ...), or null. */
  check(node: N): Promise<Failure | null>;
  /**
   * Starts the machine; resolves when it is up: the process runs and its console answers or printed.
   * Throws a FailureError, with nothing left behind, when it cannot be started or `signal` aborts.
   */
  start(node: N, context: MachineContext, signal: AbortSignal): Promise<MachineRun>;
}
