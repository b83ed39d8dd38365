/** Carries out single steps of a plan: makes and removes ports, starts and stops what is behind them. */

import { hostNameIn } from '../../shared/document/host-name';
import { type DeviceNode, isDevice, isSwitch } from '../../shared/document/topology';
import { type Failure, failureOf } from '../../shared/failure/failure';
import type { Dataplane } from '../dataplane/host/dataplane';
import { MachineLog } from '../machines/common/machine-log';
import type { Supervisor } from '../supervisor/supervisor';
import { builtInChanges } from './built-in-changes';
import type { CarrierState } from './carrier-state';
import type { LabBoard } from './lab-board';
import type { LabCables } from './lab-cables';
import { LabCards } from './lab-cards';
import type { LabChanges } from './lab-changes';
import type { Step } from './lab-plan';
import type { LabPlanner } from './lab-planner';
import type { LabStarts } from './lab-starts';
import { type LiveNode, newLiveNode, offerChanges, stopRun } from './live-node';
import { createPorts, removePorts, switchDirectory } from './node-ports';
import { waitingText } from './start-order';
import { SwitchDirectories } from './switch-directories';

export interface StepContext {
  readonly dataplane: Dataplane;
  readonly supervisor: Supervisor;
  readonly instanceDirectory: string;
  readonly starts: LabStarts;
  /** The nodes whose ports exist. */
  readonly live: Map<string, LiveNode>;
  readonly board: LabBoard;
  readonly lights: CarrierState;
  readonly cables: LabCables;
  readonly planner: LabPlanner;
  readonly changes: LabChanges;
  /** Why a node must not start; null if it may. */
  refusal(node: DeviceNode): Promise<Failure | null>;
  /** The ports of a node exist now. */
  created(id: string, log: MachineLog): void;
  /** They could not be made. */
  notCreated(id: string, failure: Failure): void;
  /** A node took something as it runs, or refused to. */
  changed(id: string): void;
  /** Nothing is left of a node. */
  dismantled(id: string): void;
}

export class LabSteps {
  readonly #context: StepContext;
  readonly #cards: LabCards;
  readonly #directories: SwitchDirectories;

  constructor(context: StepContext) {
    this.#context = context;
    this.#directories = new SwitchDirectories(context.supervisor);
    this.#cards = new LabCards(context, context.live, context.board, context.lights);
  }

  /** Begins a step; resolves, or returns nothing, when the next stage may begin. */
  carryOut(step: Step): Promise<void> | void {
    switch (step.type) {
      case 'create':
        return this.#create(step.node);
      case 'wait':
        return this.#wait(step.node.id, step.awaited);
      case 'launch':
        return this.#launch(step.node);
      case 'plug-card':
      case 'unplug-card':
        // A machine takes one card after the other.
        return this.#cards.carryOut(step).then(() => this.#context.changed(step.node.id));
      case 'halt':
        return this.#halt(step.node);
      case 'dismantle':
        return this.#dismantle(step.node);
      case 'reserve':
        return this.#reserve(step.node.id, step.ports);
      case 'change':
        return this.#context.changes.carryOut(step).then(() => this.#context.changed(step.node.id));
      case 'connect':
        return this.#context.cables.connect(step.cable);
      case 'condition':
        return this.#context.cables.condition(step.cable);
      case 'disconnect':
        return this.#context.cables.disconnect(step.cable);
    }
  }

  async #create(node: DeviceNode): Promise<void> {
    const { dataplane, instanceDirectory } = this.#context;
    const directory = isSwitch(node) ? switchDirectory(node, instanceDirectory) : null;
    const hostname = hostNameIn(this.#context.planner.document, node);
    const refusal = await this.#context.refusal(node);
    if (refusal !== null) {
      this.#context.notCreated(node.id, refusal);
      return;
    }
    try {
      if (directory !== null) {
        const management = isSwitch(node) ? node.management : '';
        this.#directories.record(node.id, directory, management);
      }
      await createPorts(dataplane, node, hostname, instanceDirectory);
    } catch (thrown) {
      this.#directories.forgetAll(node.id);
      this.#context.notCreated(node.id, { ...failureOf(thrown), record: node.id });
      return;
    }
    const log = new MachineLog();
    const live = newLiveNode(node, hostname, log);
    const directories = this.#directories;
    offerChanges(live, builtInChanges(node, { ...this.#context, directories }));
    this.#context.live.set(node.id, live);
    this.#context.planner.renewed(node.id);
    this.#context.created(node.id, log);
    if (directory !== null) this.#context.board.setDirectory(node.id, directory);
    this.#context.lights.created(node);
  }

  async #reserve(id: string, ports: readonly number[]): Promise<void> {
    const live = this.#context.live.get(id);
    if (live === undefined) return;
    live.reserved = ports;
    await this.#context.dataplane.reserve(id, ports);
  }

  #launch(node: DeviceNode): void {
    const live = this.#context.live.get(node.id);
    const { planner, starts } = this.#context;
    const { document } = planner;
    const drawn = document.nodes[node.id];
    if (live?.phase !== 'created' || !isDevice(drawn)) return;
    // Taken back while its ports were made: the next plan removes them.
    if (!planner.wanted.has(node.id)) return;
    starts.begin(live, drawn, document.id);
  }

  #wait(id: string, awaited: readonly string[]): void {
    const words = waitingText(awaited);
    const { state, detail } = this.#context.board.node(id);
    if (state === 'starting' && detail !== words) this.#context.board.report(id, words);
  }

  #halt(node: DeviceNode): void {
    const live = this.#context.live.get(node.id);
    // It may have ended by itself since the plan was made.
    if (live?.phase !== 'launching' && live?.phase !== 'up') return;
    live.phase = 'halting';
    this.#context.board.move(node.id, 'stopping', 'Stopping');
    stopRun(live);
  }

  async #dismantle(node: DeviceNode): Promise<void> {
    const { dataplane, board, planner } = this.#context;
    const { id } = node;
    await removePorts(dataplane, node);
    this.#directories.forgetAll(id);
    this.#context.live.delete(id);
    planner.renewed(id);
    this.#context.lights.dismantled(id);
    if (board.node(id).state !== 'failed') board.move(id, 'off', '');
    if (planner.document.nodes[id] === undefined) board.forget(id);
    else if (planner.wanted.has(id)) board.move(id, 'starting', 'Waiting');
    this.#context.dismantled(id);
  }
}
