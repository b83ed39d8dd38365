/**
 * Which commands of the drawing came with it, from whoever drew it, and have not been agreed to. What
 * this user types is not asked about, unless it is added to a node that came with commands: part of it
 * is then still a stranger's.
 */
import { hostCommands } from '../../shared/host-commands';
import { nameOf, type TopologyDocument, type TopologyNode } from '../../shared/topology';

/** A command that is to be asked about, and whose it is. */
export interface StrangeCommand {
  readonly node: string;
  readonly name: string;
  readonly command: string;
}

const isSame = (one: readonly string[], other: readonly string[]) =>
  one.length === other.length && one.every((command, index) => command === other[index]);

export class StrangeCommands {
  readonly #nodes = new Set<string>();
  readonly #commands = new Set<string>();

  /** A document takes the place of the former one. One that is trusted brings nothing to ask about. */
  opened(document: TopologyDocument, trusted: boolean): void {
    this.#nodes.clear();
    this.#commands.clear();
    if (!trusted) for (const node of Object.values(document.nodes)) this.#add(node);
  }

  /** The document was read anew: what is not as it was here did not come from this window. */
  reread(known: TopologyDocument, document: TopologyDocument): void {
    for (const node of Object.values(document.nodes)) {
      const before = known.nodes[node.id];
      if (before === undefined || !isSame(hostCommands(before), hostCommands(node)))
        this.#add(node);
    }
  }

  /** Nodes came out of a file, or from another window, and not by this user's hand. */
  added(nodes: readonly TopologyNode[]): void {
    for (const node of nodes) this.#add(node);
  }

  /** What nodes that are about to start would run and nobody has agreed to yet. */
  among(nodes: readonly TopologyNode[]): StrangeCommand[] {
    return nodes.flatMap((node) =>
      hostCommands(node)
        .filter((command) => this.#nodes.has(node.id) || this.#commands.has(command))
        .map((command) => ({ node: node.id, name: nameOf(node), command })),
    );
  }

  /** The user has seen them and lets them run. */
  agree(commands: readonly StrangeCommand[]): void {
    for (const { node, command } of commands) {
      this.#nodes.delete(node);
      this.#commands.delete(command);
    }
  }

  #add(node: TopologyNode): void {
    const commands = hostCommands(node);
    if (commands.length === 0) return;
    this.#nodes.add(node.id);
    for (const command of commands) this.#commands.add(command);
  }
}

/** Those of the open document. */
export const strangeCommands = new StrangeCommands();
