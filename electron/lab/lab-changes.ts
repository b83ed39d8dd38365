/**
 * What running nodes take of an edited drawing, and what is left for a restart: how they run otherwise than
 * they are drawn stands on the board, so that the page need not guess it.
 */

import { hostNameIn } from '../../shared/document/host-name';
import { type DeviceNode, isDevice } from '../../shared/document/topology';
import { type Failure, failureOf } from '../../shared/failure/failure';
import type { Drift } from '../../shared/lab/drift';
import {
  differingFields,
  isSameValue,
  runningValue,
  withFields,
} from '../../shared/rules/running-fields';
import type { LiveChange } from '../machines/common/machine-driver';
import type { CarrierState } from './carrier-state';
import type { LabBoard } from './lab-board';
import type { Step } from './lab-plan';
import type { LabPlanner } from './lab-planner';
import type { LiveNode } from './live-node';

export interface ChangeContext {
  readonly live: ReadonlyMap<string, LiveNode>;
  readonly board: LabBoard;
  readonly lights: CarrierState;
  readonly planner: LabPlanner;
  /** Why a node must not become so; null if it may. */
  refusal(node: DeviceNode): Promise<Failure | null>;
}

export class LabChanges {
  readonly #context: ChangeContext;
  /** Nodes whose drift is to be looked at. */
  readonly #touched = new Set<string>();

  constructor(context: ChangeContext) {
    this.#context = context;
  }

  /** Gives a node what it takes of the step. What it does not take is kept with the reason. */
  async carryOut({ node, fields }: Extract<Step, { type: 'change' }>): Promise<void> {
    const live = this.#context.live.get(node.id);
    if (live === undefined || live.phase === 'halting' || live.phase === 'ended') return;
    const refusal = await this.#context.refusal(node);
    for (const change of live.changes) {
      const taken = change.fields.filter((field) => fields.includes(field));
      if (taken.length === 0) continue;
      const failure = refusal ?? (await this.#attempt(change, node));
      if (failure === null) live.node = withFields(live.node, taken, node);
      for (const field of taken) note(live, field, runningValue(node, field), failure);
    }
    this.#context.lights.changed(live.node);
    this.touch(node.id);
  }

  /** A field of a running node was changed by hand, or by its guest: the drawing does not undo that. */
  setByHand(live: LiveNode, field: string, value: unknown): void {
    const { id } = live.node;
    const drawn = this.#context.planner.document.nodes[id];
    if (isSameValue(runningValue(live.node, field), value)) return;
    live.node = { ...live.node, [field]: value } as DeviceNode;
    if (isDevice(drawn) && !isSameValue(runningValue(drawn, field), value)) {
      live.refused.set(field, runningValue(drawn, field));
    } else live.refused.delete(field);
    live.refusals.delete(field);
    this.touch(id);
    this.refresh();
  }

  /** Whether the node is drawn otherwise than it runs. */
  differs({ node }: LiveNode): boolean {
    const drawn = this.#context.planner.document.nodes[node.id];
    return isDevice(drawn) && differingFields(node, drawn).length > 0;
  }

  async #attempt(change: LiveChange, node: DeviceNode): Promise<Failure | null> {
    try {
      await change.apply(node, () => hostNameIn(this.#context.planner.document, node));
      return null;
    } catch (thrown) {
      return { ...failureOf(thrown), record: node.id };
    }
  }

  /** Something has changed of the node or its drawing; {@link refresh} looks at it. */
  touch(id: string): void {
    this.#touched.add(id);
  }

  /**
   * A client came to a node, or left it. Returns whether it may take now what it did not take before: ports
   * that are to go may be empty.
   */
  clientsChanged(id: string, isThere: boolean): boolean {
    if (this.#context.board.node(id).drift === null) return false;
    this.touch(id);
    this.refresh();
    return !isThere && this.#context.live.get(id)?.refused.delete('ports') === true;
  }

  /** Puts up how the touched nodes run otherwise than they are drawn. */
  refresh(): void {
    for (const id of this.#touched) this.#refresh(id);
    this.#touched.clear();
  }

  #refresh(id: string): void {
    const live = this.#context.live.get(id);
    const drawn = this.#context.planner.document.nodes[id];
    if (live === undefined || live.phase === 'created' || live.phase === 'ended') return;
    this.#context.board.setDrift(id, isDevice(drawn) ? this.#driftOf(live, drawn) : null);
  }

  #driftOf({ node, refused, refusals }: LiveNode, drawn: DeviceNode): Drift | null {
    const fields = differingFields(node, drawn);
    if (fields.length === 0) return null;
    const reason = fields.find((field) =>
      isSameValue(refused.get(field), runningValue(drawn, field)),
    );
    return {
      runs: node,
      fields,
      clients: this.#context.lights.clientPorts(node.id),
      refused: reason === undefined ? null : (refusals.get(reason) ?? null),
    };
  }
}

function note(
  { refused, refusals }: LiveNode,
  field: string,
  value: unknown,
  failure: Failure | null,
): void {
  if (failure === null) {
    refused.delete(field);
    refusals.delete(field);
    return;
  }
  refused.set(field, value);
  refusals.set(field, failure);
}
