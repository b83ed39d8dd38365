/** What a management command is: one row of the table of vde_switch's modules (`struct comlist`). */
import type { Switch } from '../engine/switch/switch';
import type { DebugPath } from './debug-categories';
import type { ErrorName } from './errors';

/** What is fixed while a switch runs, and what its console says about the process around it. */
export interface SwitchFacts {
  readonly version: string;
  readonly pid: number;
  /** `00:ff:12:34:56:78` */
  readonly mac: string;
  readonly directory: string;
  /** Permission bits of the data sockets. */
  readonly mode: number;
  readonly management: { readonly path: string; readonly mode: number } | null;
  /** Seconds since the switch was started. */
  uptime(): number;
}

/** Users and groups of this computer. */
export interface Accounts {
  userId(name: string): number | null;
  groupId(name: string): number | null;
  userName(id: number): string | null;
  groupName(id: number): string | null;
}

/** What commands change that is neither a port nor a VLAN. */
export interface TableSettings {
  /** Buckets of vde_switch's table. This one has none; the number is shown. */
  buckets: number;
  /** Seconds between two looks for old addresses. */
  collectionSeconds: number;
}

/** The switch as its console sees it. */
export interface ManagedSwitch {
  readonly switch: Switch;
  readonly facts: SwitchFacts;
  readonly accounts: Accounts;
  readonly tableSettings: TableSettings;
  /** The user of the endpoints on a port; null if that is not known or nobody is there. */
  currentUser(port: number): number | null;
  /** A command ran that may have changed something of the ports. */
  ran?(): void;
}

/** The connection that gave a command. */
export interface CommandSession {
  readonly subscriptions: Set<DebugPath>;
  /** Runs the commands of a file, whose replies it yields. */
  load(path: string): Generator<string, ErrorName | null>;
}

export interface CommandContext extends ManagedSwitch {
  /** Null for commands of a start-up file, whose replies nobody reads. */
  readonly session: CommandSession | null;
  /** Adds a line to the data block. */
  print(line: string): void;
}

/** Null for success, the error, or what ends the session. */
export type Outcome = ErrorName | null | 'logout' | 'shutdown';

/**
 * The way to the outcome of a command that prints much, or has to wait: it yields between its parts,
 * nothing or a text that is sent as it is. It changes nothing of the switch by itself.
 */
export type Answer = Generator<string | undefined, Outcome>;

export interface ManagementCommand {
  readonly path: string;
  readonly syntax: string;
  readonly description: string;
  /** Whether the reply has a data block, which it then has on errors as well. */
  readonly hasData?: boolean;
  /** Missing for the headings of groups. */
  run?(argument: string, around: CommandContext): Outcome | Answer;
}

/** The heading of a group, as `help` shows it. */
export function heading(path: string, description: string): ManagementCommand {
  return { path, syntax: '============', description };
}
