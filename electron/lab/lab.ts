/**
 * The running lab: carries out plans step by step, reports each step as it happens, and can be turned
 * round half way. Everything that changes what is wanted ends in {@link Lab.#reconcile}.
 */
import { existsSync } from 'node:fs';
import { consoleId } from '../../shared/console-id';
import { type Failure, failureOf } from '../../shared/failure';
import type { LabStatus } from '../../shared/service';
import type { Storm, VlanTree } from '../../shared/switch-view';
import {
  type DeviceNode,
  isDevice,
  isSwitch,
  type LearningSwitchNode,
  type TopologyDocument,
} from '../../shared/topology';
import type { ConsoleHub } from '../console/console-hub';
import type { ScreenHub } from '../console/screen-hub';
import type { Dataplane } from '../dataplane/dataplane';
import { MachineLog } from '../machines/machine-log';
import type { Supervisor } from '../machines/supervisor';
import { ChangeWatch } from './change-watch';
import { drawnFaults } from './drawn-faults';
import { LabBoard, type LabChange } from './lab-board';
import { LabCables } from './lab-cables';
import { LabCards } from './lab-cards';
import { LabMachines } from './lab-machines';
import { planLab, type Step, withTheirSwitches } from './lab-plan';
import { LabStarts } from './lab-starts';
import { LabTraffic } from './lab-traffic';
import type { Launcher } from './launcher';
import { LinkLights } from './link-lights';
import { hurry, type LiveNode, stopRun } from './live-node';
import { createPorts, removePorts, switchDirectory } from './node-ports';

export interface LabSurroundings {
  readonly dataplane: Dataplane;
  readonly launcher: Launcher;
  readonly supervisor: Supervisor;
  readonly consoles: ConsoleHub;
  readonly screens: ScreenHub;
  readonly instanceDirectory: string;
  /** Called with what changed. */
  changed(change: LabChange): void;
}

export type Targets = 'all' | readonly string[];

export class Lab {
  readonly #around: LabSurroundings;
  readonly #board: LabBoard;
  readonly #lights: LinkLights;
  readonly #live = new Map<string, LiveNode>();
  readonly #cables: LabCables;
  /** Single machines: controls, snapshots, reports. */
  readonly machines = new LabMachines(this.#live);
  readonly traffic: LabTraffic;
  readonly #starts: LabStarts;
  readonly #cards: LabCards;
  readonly #reserved = new Map<string, string>();
  readonly #wanted = new Set<string>();
  readonly #watch = new ChangeWatch();
  #document: TopologyDocument;
  #reconciling: Promise<void> | null = null;
  #isStale = false;
  #startsUnderWay = 0;

  constructor(document: TopologyDocument, around: LabSurroundings) {
    this.#document = document;
    this.#around = around;
    this.#board = new LabBoard((change) => {
      around.changed(change);
      this.#watch.changed();
    });
    this.#lights = new LinkLights(this.#board);
    this.#cables = new LabCables(around.dataplane, this.#lights, this.#live);
    this.traffic = new LabTraffic(around.dataplane, this.#live, this.#cables);
    this.#cards = new LabCards(around, this.#live, this.#board, this.#lights);
    this.#starts = new LabStarts({
      ...around,
      board: this.#board,
      counters: (id) => this.traffic.counters(id),
      launched: (live) => this.#cables.launched(live),
      ready: () => void this.#reconcile(),
      ended: (live, failure) => this.#ended(live, failure),
    });
  }

  status(): LabStatus {
    return this.#board.all();
  }

  /** Whether anything runs. */
  get isRunning(): boolean {
    return this.#live.size > 0;
  }

  /** Takes the drawing as it is now; a running lab follows it. */
  setDocument(document: TopologyDocument): void {
    const before = this.#document;
    this.#document = document;
    for (const id of Object.keys(before.nodes)) {
      if (document.nodes[id] !== undefined) continue;
      this.#wanted.delete(id);
      this.#around.consoles.removeNode(id);
      if (!this.#live.has(id)) this.#board.forget(id);
    }
    if (this.#live.size > 0) void this.#reconcile();
  }

  /**
   * Starts nodes, with the switches that their cables lead to. Resolves when each is up or has
   * failed; the failures are returned.
   */
  async start(targets: Targets): Promise<Failure[]> {
    const devices = Object.values(this.#document.nodes).filter(isDevice);
    const named = targets === 'all' ? devices.map(({ id }) => id) : targets;
    const known = named.filter((id) => isDevice(this.#document.nodes[id]));
    const ids = [...withTheirSwitches(this.#document, known)];
    const broken = drawnFaults(this.#document, ids);
    for (const id of ids) {
      const failure = broken.get(id);
      if (failure === undefined) this.#want(id);
      else if (!this.#live.has(id)) this.#fail(id, failure);
    }
    this.#startsUnderWay += 1;
    try {
      await this.#reconcile();
      await this.#watch.until(() => ids.every((id) => !this.#isUnderWay(id)));
    } finally {
      this.#startsUnderWay -= 1;
    }
    this.#board.flush();
    return ids.flatMap((id) => this.#board.node(id).failure ?? []);
  }

  /**
   * Stops nodes; resolves when nothing of them is left. Those that failed are put away: they are off then.
   *
   * @param now does not wait for guests that are shutting down already, or are about to
   */
  async stop(targets: Targets, now = false): Promise<Failure[]> {
    const ids = targets === 'all' ? [...new Set([...this.#live.keys(), ...this.#wanted])] : targets;
    for (const id of ids) {
      const wasWanted = this.#wanted.delete(id);
      if (now) hurry(this.#live.get(id), wasWanted);
    }
    await this.#reconcile();
    await this.#watch.until(() => ids.every((id) => this.#wanted.has(id) || !this.#live.has(id)));
    // Whoever waits for a start is still to be told of its failures.
    if (this.#startsUnderWay === 0) {
      this.#putAway(targets === 'all' ? Object.keys(this.#board.all().nodes) : targets);
    }
    this.#board.flush();
    return [];
  }

  #putAway(ids: readonly string[]): void {
    for (const id of ids) {
      const isOver = this.#board.node(id).state === 'failed' && !this.#live.has(id);
      if (isOver) this.#board.move(id, 'off', '');
    }
  }

  /** Stops nodes and starts them again, without the switches around them. */
  async restart(targets: Targets): Promise<Failure[]> {
    const ids = targets === 'all' ? [...this.#live.keys()] : targets;
    await this.stop(ids);
    return this.start(ids);
  }

  /** A client joined or left a port. */
  presence(device: string, port: number, isThere: boolean): void {
    this.#lights.presence({ device, port }, isThere);
  }

  /** The spanning trees of a switch changed. */
  trees(device: string, trees: readonly VlanTree[]): void {
    if (this.#live.has(device)) this.#board.setTrees(device, trees);
  }

  /** A switch noticed a loop, or that it is gone. */
  storm(device: string, storm: Storm | null): void {
    if (this.#live.has(device)) this.#board.setStorm(device, storm);
  }

  /** The data plane was replaced: who is where is reported anew. */
  dataplaneReplaced(): void {
    this.#lights.forgetClients();
  }

  #isUnderWay(id: string): boolean {
    const { state } = this.#board.node(id);
    return (
      state === 'starting' || state === 'stopping' || (this.#wanted.has(id) && state === 'off')
    );
  }

  #want(id: string): void {
    this.#wanted.add(id);
    const { state } = this.#board.node(id);
    if (state === 'off' || state === 'failed') this.#board.move(id, 'starting', 'Waiting');
  }

  #fail(id: string, failure: Failure): void {
    this.#wanted.delete(id);
    if (this.#board.node(id).state === 'off') this.#board.move(id, 'starting', '');
    this.#board.move(id, 'failed', failure.message, failure);
  }

  /** Plans and acts until nothing is left to be done at once. One at a time. */
  #reconcile(): Promise<void> {
    this.#isStale = true;
    this.#reconciling ??= Promise.resolve().then(() => this.#work());
    return this.#reconciling;
  }

  async #work(): Promise<void> {
    try {
      while (this.#isStale) await this.#round();
      for (const id of [...this.#wanted])
        if (!isDevice(this.#document.nodes[id])) this.#wanted.delete(id);
    } finally {
      // In the same turn as the loop's last look: who calls from now on begins a new round.
      this.#reconciling = null;
    }
  }

  async #round(): Promise<void> {
    this.#isStale = false;
    const steps = planLab(this.#document, this.#wanted, {
      nodes: this.#live,
      cables: this.#cables.plugged,
    });
    for (const step of steps) await this.#carryOut(step);
  }

  async #carryOut(step: Step): Promise<void> {
    const { dataplane, instanceDirectory } = this.#around;
    switch (step.type) {
      case 'create':
        return this.#create(step.node);
      case 'wait':
        this.#wait(step.node.id, step.awaited);
        return;
      case 'launch':
        this.#launch(step.node);
        return;
      case 'plug-card':
      case 'unplug-card':
        return this.#cards.carryOut(step);
      case 'halt':
        this.#halt(step.node);
        return;
      case 'dismantle':
        await removePorts(dataplane, step.node);
        if (isSwitch(step.node)) {
          this.#around.supervisor.forgetDirectory(switchDirectory(step.node, instanceDirectory));
        }
        return this.#dismantled(step.node);
      case 'reserve': {
        const ports = step.ports.join();
        if (this.#reserved.get(step.node.id) === ports || !this.#live.has(step.node.id)) return;
        this.#reserved.set(step.node.id, ports);
        return dataplane.reserve(step.node.id, step.ports);
      }
      case 'configure':
        return this.#configure(step.node);
      case 'connect':
        return this.#cables.connect(step.cable);
      case 'condition':
        return this.#cables.condition(step.cable);
      case 'disconnect':
        return this.#cables.disconnect(step.cable);
    }
  }

  async #create(node: DeviceNode): Promise<void> {
    const { dataplane, instanceDirectory, supervisor } = this.#around;
    const directory = isSwitch(node) ? switchDirectory(node, instanceDirectory) : null;
    try {
      if (directory !== null) {
        const management = isSwitch(node) ? node.management : '';
        supervisor.recordDirectory(directory, !existsSync(directory), management);
      }
      await createPorts(dataplane, node, instanceDirectory);
    } catch (thrown) {
      if (directory !== null) supervisor.forgetDirectory(directory);
      this.#fail(node.id, { ...failureOf(thrown), record: node.id });
      return;
    }
    const log = new MachineLog();
    this.#live.set(node.id, {
      node,
      phase: 'created',
      isReady: false,
      takesCards: false,
      run: null,
      inHurry: false,
      abort: new AbortController(),
      log,
    });
    this.machines.begun(node.id, log);
    if (directory !== null) this.#board.setDirectory(node.id, directory);
    this.#lights.created(node);
  }

  async #configure(node: LearningSwitchNode): Promise<void> {
    const live = this.#live.get(node.id);
    if (live === undefined) return;
    live.node = node;
    await this.#around.dataplane.configure(node.id, node);
  }

  #launch(node: DeviceNode): void {
    const live = this.#live.get(node.id);
    const drawn = this.#document.nodes[node.id];
    if (live?.phase !== 'created' || !isDevice(drawn)) return;
    this.#starts.begin(live, drawn, this.#document.id);
  }

  #wait(id: string, awaited: readonly string[]): void {
    const some =
      awaited.length > 3 ? [...awaited.slice(0, 2), `${awaited.length - 2} more`] : awaited;
    const words = `Waits for ${some.join(', ')}`;
    const { state, detail } = this.#board.node(id);
    if (state === 'starting' && detail !== words) this.#board.report(id, words);
  }

  #halt(node: DeviceNode): void {
    const live = this.#live.get(node.id);
    if (live === undefined) return;
    live.phase = 'halting';
    this.#board.move(node.id, 'stopping', 'Stopping');
    stopRun(live);
  }

  /** The machine is gone: stopped, powered off by its guest, fallen, or never got up. */
  #ended(live: LiveNode, failure: Failure | null): void {
    const { id } = live.node;
    const wasStopped = live.phase === 'halting';
    live.phase = 'ended';
    live.abort.abort();
    this.#around.screens.detach(id);
    for (const channel of this.#board.node(id).channels) {
      this.#around.consoles.detachSource(consoleId(id, channel));
    }
    if (!wasStopped) {
      this.#wanted.delete(id);
      if (failure !== null)
        this.#board.move(id, 'failed', failure.message, { ...failure, record: id });
      else if (this.#board.node(id).state === 'running')
        this.#board.move(id, 'stopping', 'Powered off');
    }
    void this.#reconcile();
  }

  #dismantled(node: DeviceNode): void {
    const { id } = node;
    this.#live.delete(id);
    this.#reserved.delete(id);
    this.#lights.dismantled(id);
    if (this.#board.node(id).state !== 'failed') this.#board.move(id, 'off', '');
    if (this.#document.nodes[id] === undefined) this.#board.forget(id);
    else if (this.#wanted.has(id)) this.#board.move(id, 'starting', 'Waiting');
  }
}
