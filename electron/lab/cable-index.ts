/** Which cables end at which node, so that a change at one node need not look at all cables. */
import type { Cable } from '../../shared/document/topology';

const none: ReadonlySet<string> = new Set();

export class CableIndex {
  readonly #byNode = new Map<string, Set<string>>();

  constructor(cables: Iterable<Cable> = []) {
    for (const cable of cables) this.add(cable);
  }

  /** The ids of the cables that end at a node. */
  at(node: string): ReadonlySet<string> {
    return this.#byNode.get(node) ?? none;
  }

  add({ id, a, b }: Cable): void {
    for (const { node } of [a, b]) {
      const known = this.#byNode.get(node);
      if (known === undefined) this.#byNode.set(node, new Set([id]));
      else known.add(id);
    }
  }

  /** @param cable with the ends that it was added with */
  remove({ id, a, b }: Cable): void {
    for (const { node } of [a, b]) {
      const known = this.#byNode.get(node);
      if (known?.delete(id) === true && known.size === 0) this.#byNode.delete(node);
    }
  }
}
