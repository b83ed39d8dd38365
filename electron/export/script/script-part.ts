/** What a kind of node contributes to an exported script. */
import type { DeviceNode } from '../../../shared/document/topology';
import type { Drawing } from './script-network';
import { commandLine } from './shell-words';

/** A program that the script looks for before it starts anything. */
export interface Need {
  readonly program: string;
  /** Name of Debian's package; empty where none is known. */
  readonly package: string;
}

export const VDE_PLUG: Need = { program: 'vde_plug', package: 'vdeplug' };
export const IP: Need = { program: 'ip', package: 'iproute2' };

export interface ScriptPart<N extends DeviceNode> {
  needs(node: N): readonly Need[];
  /** Lines that look for what else it needs: files, ports; see {@link lackLine} and {@link fileLines}. */
  lookups?(node: N): string[];
  /** Whether it needs /dev/net/tun. */
  readonly needsTun?: boolean;
  /** Whether its console is in a terminal. */
  readonly hasTerminal?: boolean;
  /** False where the script leaves it out, so that nobody waits for it. */
  readonly isStarted?: false;
  /** Shell functions that its lines call; those of several kinds stand in the script once. */
  readonly functions?: string;
  /** The lines that start it. @param hostname its name in its own network */
  lines(drawing: Drawing, node: N, hostname: string): string[];
  /** Functions of which the script calls one, `undo`, when it ends; null if this node has nothing to undo. */
  ending?(node: N): Ending | null;
}

interface Ending {
  readonly functions: string;
  readonly undo: string;
}

/** A line that says that the node lacks something, as the end of "NAME: ...". */
export const lackLine = ({ name }: DeviceNode, what: string) =>
  commandLine('lack', `${name}: ${what}.`);

/** Lines that look for files; those without a path are left out. */
export function fileLines(
  { name }: DeviceNode,
  files: readonly [what: string, path: string][],
): string[] {
  return files
    .filter(([, path]) => path !== '')
    .map(([what, path]) => commandLine('need_file', name, what, path));
}
