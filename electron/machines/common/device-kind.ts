/**
 * What the service knows of one kind of node that can run. Each kind has an object of this type in its folder
 * (`machines/qemu/qemu-kind.ts`), which is listed in `machines/kinds.ts`; nobody else tells kinds apart.
 */
import type { DeviceNode, TopologyDocument } from '../../../shared/document/topology';
import type { Failure } from '../../../shared/failure/failure';
import type { Finding } from '../../../shared/failure/finding';
import type { DeviceSpec } from '../../dataplane/host/dataplane';
import type { ScriptPart } from '../../export/script/script-part';
import type { Supervisor } from '../../supervisor/supervisor';
import type { DrawnAddress } from './drawn-address';
import type { MachineDriver, MachineRun } from './machine-driver';
import type { OverlayDisks } from './overlay-disks';

/** Whether the files that a node names may be read: a drawing may come from somebody else. */
export type MayRead = (node: DeviceNode) => Promise<boolean>;

/** What a built-in node may use while it starts. */
interface BuiltInContext {
  /** Its VDE directory, where it is a switch. */
  readonly directory: string;
  readonly supervisor: Supervisor;
  /** Puts up the console that it has in the data plane. */
  openConsole(): Promise<void>;
  /** Tells the user what is being done, in a few words. */
  report(detail: string): void;
}

/** Runs in the data plane. `start` does what is left to do once its ports are there. */
interface BuiltIn<N extends DeviceNode> {
  readonly start: (node: N, context: BuiltInContext) => Promise<MachineRun>;
  /** Its device in the data plane. @param directory its VDE directory, where it is a switch */
  readonly device: (node: N, hostname: string, directory: string) => DeviceSpec;
  /** What to throw instead of what the data plane says when the device cannot be made. */
  readonly deviceFailure?: (error: unknown, node: N) => Promise<unknown>;
}

/** Runs as a program of this computer, which joins the private sockets of its cards. */
interface Driven<N extends DeviceNode> {
  readonly driver: MachineDriver<N>;
}

/** What the drawing of a node says of itself, without a look at this computer. */
export interface DrawnSettings {
  readonly addresses: readonly DrawnAddress[];
  readonly findings: readonly Finding[];
}

/** Looks before a start. None of them starts anything. */
interface Checks<N extends DeviceNode> {
  /** What of this computer keeps it from starting, in the words of a start. */
  failures?(node: N, document: TopologyDocument): Promise<Failure[]>;
  /** What keeps nodes of the kind from running as they are drawn. Executes and reads only what it may. */
  findings?(nodes: readonly N[], mayRead: MayRead): Promise<Finding[]>;
  /** Pure, so that it is called once for each edit of the node. */
  settings?(node: N): DrawnSettings;
}

export interface DeviceKind<N extends DeviceNode> {
  readonly run: BuiltIn<N> | Driven<N>;
  readonly checks: Checks<N>;
  /** What it contributes to an exported shell script. */
  readonly script: ScriptPart<N>;
  /** Disks whose changes are kept in overlays between starts. */
  readonly disks?: OverlayDisks<N>;
}

export const nothingDrawn: DrawnSettings = { addresses: [], findings: [] };
