/** Cards that are plugged in and taken out while their machine runs. */

import type { DeviceNode } from '../../shared/document/topology';
import { failureOf } from '../../shared/failure/failure';
import { withFields } from '../../shared/rules/running-fields';
import type { Dataplane } from '../dataplane/host/dataplane';
import type { CardChange } from './card-plan';
import type { CarrierState } from './carrier-state';
import type { LabBoard } from './lab-board';
import type { LiveNode } from './live-node';
import { addCard, cardDirectories, removeCard } from './node-ports';

interface CardContext {
  readonly dataplane: Dataplane;
  readonly instanceDirectory: string;
}

export class LabCards {
  readonly #around: CardContext;
  readonly #live: ReadonlyMap<string, LiveNode>;
  readonly #board: LabBoard;
  readonly #lights: CarrierState;

  constructor(
    around: CardContext,
    live: ReadonlyMap<string, LiveNode>,
    board: LabBoard,
    lights: CarrierState,
  ) {
    this.#around = around;
    this.#live = live;
    this.#board = board;
    this.#lights = lights;
  }

  /** A machine that refuses a card keeps those that it has; the drawing's hold from its next start on. */
  async carryOut(change: CardChange): Promise<void> {
    const live = this.#live.get(change.node.id);
    if (live?.phase !== 'up') return;
    try {
      if (change.type === 'plug-card') await this.#plug(live, change);
      else await this.#unplug(live, change);
    } catch (thrown) {
      live.takesCards = false;
      const trouble = { ...failureOf(thrown), record: live.node.id };
      this.#board.setFacts(live.node.id, { trouble });
    }
  }

  async #plug(live: LiveNode, { node, card }: CardChange): Promise<void> {
    const { dataplane, instanceDirectory } = this.#around;
    const directory = cardDirectories(node, instanceDirectory)[card]!;
    await addCard(dataplane, node, card, instanceDirectory);
    try {
      await live.run?.plugCard?.(card, macOf(node, card), directory);
    } catch (error) {
      await removeCard(dataplane, node.id, card);
      throw error;
    }
    this.#changed(live, node);
  }

  async #unplug(live: LiveNode, { node, card }: CardChange): Promise<void> {
    await live.run?.unplugCard?.(card);
    this.#changed(live, node);
    await removeCard(this.#around.dataplane, node.id, card);
  }

  #changed(live: LiveNode, node: DeviceNode): void {
    live.node = withFields(live.node, ['cards'], node);
    this.#lights.changed(live.node);
  }
}

function macOf(node: DeviceNode, card: number): string {
  const found = 'cards' in node ? node.cards[card] : undefined;
  if (found === undefined) throw new Error(`${node.id} has no card ${card}`);
  return found.mac;
}
