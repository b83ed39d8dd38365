/**
 * What all machine kinds have in common: a driver turns a node of the document into processes, says
 * beforehand what would keep it from starting, and gives back a handle to stop it by.
 */
import type { Channel } from '../../../shared/contract/console-id';
import type { DeviceNode } from '../../../shared/document/topology';
import type { Failure } from '../../../shared/failure/failure';
import type { MachineControl, MachineFacts, Snapshot } from '../../../shared/lab/machine-control';
import type { StartupFailure } from '../../../shared/rules/startup-failure';
import type { ConsoleSource } from '../../console/console-source';
import type { ResourceLimits } from '../../supervisor/process-limits';
import type { Child } from '../../supervisor/supervised-child';
import type { ChildSpec, TerminalChild } from '../../supervisor/supervisor';

/** How a machine ended. `failure` is null when that was wanted or the guest powered itself off. */
export interface MachineExit {
  readonly failure: Failure | null;
}

/** Saving and restoring what a machine is: memory and disks. Each throws a FailureError. */
export interface Snapshots {
  list(): Promise<Snapshot[]>;
  save(name: string): Promise<void>;
  restore(name: string): Promise<void>;
  delete(name: string): Promise<void>;
}

/** How a node takes some fields of its drawing as it runs. */
export interface LiveChange {
  readonly fields: readonly string[];
  /**
   * Rejects with a FailureError, with everything as it was, if it cannot.
   *
   * @param node as it is to be
   * @param hostname its host name then, for which all names of the lab are looked at
   */
  apply(node: DeviceNode, hostname: () => string): Promise<void>;
}

/** A {@link LiveChange} of nodes of one kind. */
export function liveChange<N extends DeviceNode>(
  fields: readonly (keyof N & string)[],
  apply: (node: N, hostname: () => string) => Promise<void>,
): LiveChange {
  // A node that runs stays of its kind.
  return { fields, apply: (node, hostname) => apply(node as N, hostname) };
}

/** A machine that was started. What it cannot do is absent. */
export interface MachineRun {
  /** Settles when nothing of the machine is left, however it ended; never rejects. */
  readonly exited: Promise<MachineExit>;
  /** A few words on how it runs: "KVM", "TCG", "UML 6.1, vde". */
  readonly detail: string;
  /** The number of a process of the machine that somebody else started: VirtualBox does. */
  readonly foreignProcess?: number;
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
  /** What can be done to it. Each resolves when it is done or on its way; throws a FailureError. */
  readonly controls?: Partial<Readonly<Record<MachineControl, () => Promise<void>>>>;
  readonly snapshots?: Snapshots;
  /** Changes the image in the CD drive; an empty path ejects it. Throws a FailureError. */
  setMedium?(path: string): Promise<void>;
  /** What it takes of its drawing while it runs, other than cards. */
  readonly changes?: readonly LiveChange[];
  /** Gives the guest's kernel a SysRq command. Throws a FailureError. */
  sysrq?(key: string): Promise<void>;
  /**
   * Plugs a card in while the guest runs, whose endpoint is there; takes one out, whose endpoint goes
   * away afterwards. Throws a FailureError.
   */
  plugCard?(card: number, mac: string, directory: string): Promise<void>;
  unplugCard?(card: number): Promise<void>;
}

/** How a machine uses a file: as it is, below an overlay of its own, or writing to it. */
export interface ImageClaim {
  readonly path: string;
  readonly use: 'read' | 'base' | 'write';
}

/** Starts programs for one machine; they are stopped with the app at the latest. See Supervisor. */
export interface ChildStarter {
  spawn(spec: ChildSpec): Promise<Child>;
  spawnTerminal(spec: ChildSpec): TerminalChild;
}

/** What the lab hands to a driver for one start of one node. */
export interface MachineContext {
  /** VDE directories of the cards' private endpoints, in the order of the node's cards. */
  readonly cardDirectories: readonly string[];
  /** A private, short, existing directory for sockets; removed by the lab after the machine ended. */
  readonly runtimeDirectory: string;
  /** What the node calls itself in its own network; no other node of the lab has that name. */
  readonly hostname: string;
  /** Where the node's overlays live between starts; exists. */
  readonly dataDirectory: string;
  /** Starts the machine's programs; what they are and what they print goes into its report. */
  readonly supervisor: ChildStarter;
  /** Puts a console of the node up for the page; the lab takes it down when the machine ends. */
  attachConsole(channel: Channel, source: ConsoleSource): void;
  /** Tells that a line of the node's startup script failed; it is told until the node ends. */
  startupFailed(failure: StartupFailure): void;
  /** Puts the node's screen up: the UNIX socket on which its RFB server listens. */
  attachScreen(socketPath: string): void;
  /** Tells the user what is being done, in a few words. */
  report(detail: string): void;
  /** Tells what changed of the facts that the page shows. */
  tell(facts: Partial<MachineFacts>): void;
  /**
   * Takes files for the machine until it ends. Throws a FailureError that names both machines when
   * somebody else uses one of them in a way that does not go together.
   */
  claimImages(claims: readonly ImageClaim[]): Promise<void>;
  /**
   * Keeps a child and all that it starts within limits until it ends. Returns what cannot be kept, to
   * be told as `trouble`, or null. Never throws. Call it at once after the child was started; called once
   * more it changes the limits.
   */
  limitProcesses(child: Child, limits: ResourceLimits): Failure | null;
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
