/**
 * The running lab: carries out plans step by step, reports each step as it happens, and can be turned
 * round half way. Everything that changes what is wanted ends in {@link Lab.#reconcile}.
 */

import { consoleId } from '../../shared/contract/console-id';
import type { LabStatus, PortGuest } from '../../shared/contract/service';
import { type DocumentDiff, diffBetween } from '../../shared/document/document-diff';
import { type DeviceNode, isDevice, type TopologyDocument } from '../../shared/document/topology';
import type { Failure } from '../../shared/failure/failure';
import type { Sightings, Storm, VlanTree } from '../../shared/lab/switch-view';
import { type StartupFailure, startupFailure } from '../../shared/rules/startup-failure';
import type { ConsoleHub } from '../console/console-hub';
import type { ScreenHub } from '../console/screen-hub';
import type { Dataplane } from '../dataplane/host/dataplane';
import type { Supervisor } from '../supervisor/supervisor';
import { inTurns } from '../system/in-turns';
import { unwaited } from '../system/unexpected';
import { CarrierState } from './carrier-state';
import { carryOutAll } from './carry-out';
import { ChangeWatch } from './change-watch';
import { findFaults } from './desired-faults';
import { EngineFaults } from './engine-faults';
import { LabBoard, type LabChange } from './lab-board';
import { LabCables } from './lab-cables';
import { LabChanges } from './lab-changes';
import { LabMachines } from './lab-machines';
import { withTheirSwitches } from './lab-plan';
import { LabPlanner } from './lab-planner';
import { LabStarts } from './lab-starts';
import { LabSteps } from './lab-steps';
import { LabTraffic } from './lab-traffic';
import type { Launcher } from './launcher';
import { type LiveNode, skipGrace } from './live-node';

export interface LabContext {
  readonly dataplane: Dataplane;
  readonly launcher: Launcher;
  readonly supervisor: Supervisor;
  readonly consoles: ConsoleHub;
  readonly screens: ScreenHub;
  readonly instanceDirectory: string;
  /** Why a node must not start: nobody has agreed to what it does on this computer. Null if it may. */
  refusal(node: DeviceNode): Promise<Failure | null>;
  /** Called with what went wrong that no node can show. */
  raise(failure: Failure): void;
  /** Called with what changed. */
  changed(change: LabChange): void;
}

/** How long those that wait may be told of somebody who is ready already, in milliseconds. */
const WAITING_NEWS_MS = 250;

export type Targets = 'all' | readonly string[];

export class Lab {
  readonly #around: LabContext;
  readonly #board: LabBoard;
  readonly #lights: CarrierState;
  readonly #live = new Map<string, LiveNode>();
  readonly #cables: LabCables;
  /** Single machines: controls, snapshots, reports. */
  readonly machines = new LabMachines(this.#live);
  readonly traffic: LabTraffic;
  readonly #steps: LabSteps;
  readonly #planner: LabPlanner;
  readonly #changes: LabChanges;
  /** What becomes of nodes when the data plane stops. */
  readonly engine: EngineFaults;
  readonly #watch = new ChangeWatch();
  #reconciling: Promise<void> | null = null;
  #isStale = false;
  #tellingWaiting: NodeJS.Timeout | null = null;
  #startsUnderWay = 0;
  /** Nodes that are to start once the drawing was checked, by start. */
  readonly #asked = new Set<Set<string>>();

  constructor(document: TopologyDocument, around: LabContext) {
    this.#around = around;
    this.#board = new LabBoard((change) => {
      around.changed(change);
      this.#watch.changed(Object.keys(change.nodes));
    });
    this.#lights = new CarrierState(this.#board);
    this.#cables = new LabCables(around.dataplane, this.#lights, this.#live, around.raise);
    this.#planner = new LabPlanner(document, { nodes: this.#live, cables: this.#cables.plugged });
    this.traffic = new LabTraffic(around.dataplane, this.#live, this.#cables);
    this.engine = new EngineFaults({
      live: this.#live,
      board: this.#board,
      lights: this.#lights,
      unwant: (id) => void this.#planner.unwant(id),
      ended: (live, failure) => this.#ended(live, failure),
    });
    this.#changes = new LabChanges({
      live: this.#live,
      board: this.#board,
      lights: this.#lights,
      planner: this.#planner,
      refusal: around.refusal,
    });
    const starts = new LabStarts({
      ...around,
      board: this.#board,
      counters: (id) => this.traffic.counters(id),
      mediumChanged: (live, path) => this.#changes.setByHand(live, 'cdrom', path),
      launched: (live) => {
        this.#cables.launched(live);
        // It was drawn otherwise while it started, and may take that now.
        if (this.#changes.differs(live)) this.#lookAt(live.node.id);
      },
      ready: ({ node }) => this.#lookAt(node.id),
      ended: (live, failure) => this.#ended(live, failure),
    });
    this.#steps = new LabSteps({
      ...around,
      starts,
      live: this.#live,
      board: this.#board,
      lights: this.#lights,
      cables: this.#cables,
      planner: this.#planner,
      created: (id, log) => this.machines.begun(id, log),
      notCreated: (id, failure) => {
        this.#fail(id, failure);
        // Nobody has to wait for it any longer.
        this.#isStale = true;
      },
      changes: this.#changes,
      changed: (id) => this.#lookAt(id),
      dismantled: (id) => this.#watch.changed([id]),
    });
  }

  get #document(): TopologyDocument {
    return this.#planner.document;
  }

  status(): LabStatus {
    return this.#board.all();
  }

  /** Whether something of a node runs, or is about to. */
  isLive(id: string): boolean {
    return this.#live.has(id);
  }

  /** Whether anything runs. */
  get isRunning(): boolean {
    return this.#live.size > 0;
  }

  /**
   * Takes the drawing as it is now; a running lab follows it.
   *
   * @param diff what leads from the former drawing to this one
   */
  setDocument(
    document: TopologyDocument,
    diff: DocumentDiff = diffBetween(this.#document, document),
  ): void {
    this.#planner.setDocument(document, diff);
    for (const [{ id }] of diff.nodes.updated) if (this.#live.has(id)) this.#changes.touch(id);
    for (const { id } of diff.nodes.removed) {
      this.#around.consoles.removeNode(id);
      if (!this.#live.has(id)) this.#board.forget(id);
    }
    if (this.#live.size > 0 || this.#reconciling !== null) unwaited(this.#reconcile());
  }

  /**
   * Starts nodes, with the switches that their cables lead to. Resolves when each is up or has
   * failed; the failures are returned.
   */
  async start(targets: Targets): Promise<Failure[]> {
    if (this.#around.dataplane.revive()) this.engine.revived();
    const devices = Object.values(this.#document.nodes).filter(isDevice);
    const named = targets === 'all' ? devices.map(({ id }) => id) : targets;
    const known = named.filter((id) => isDevice(this.#document.nodes[id]));
    const ids = [...withTheirSwitches(this.#document, known)];
    this.#startsUnderWay += 1;
    try {
      await this.#wantSound(ids);
      await this.#reconcile();
      await this.#watch.until(ids, (id) => !this.#isUnderWay(id));
    } finally {
      this.#startsUnderWay -= 1;
    }
    this.#board.flush();
    return ids.flatMap((id) => this.#board.node(id).failure ?? []);
  }

  /** Wants those nodes whose drawing has no fault; large drawings take a while to be checked. */
  async #wantSound(ids: readonly string[]): Promise<void> {
    const asked = new Set(ids);
    this.#asked.add(asked);
    const broken = await inTurns(findFaults(this.#document, ids));
    this.#asked.delete(asked);
    for (const id of asked) {
      const failure = broken.get(id);
      if (!isDevice(this.#document.nodes[id])) continue;
      if (failure === undefined) this.#want(id);
      else if (!this.#live.has(id)) this.#fail(id, failure);
    }
  }

  /**
   * Stops nodes; resolves when nothing of them is left. Those that failed are put away: they are off then.
   *
   * @param now does not wait for guests that are shutting down already, or are about to
   */
  async stop(targets: Targets, now = false): Promise<Failure[]> {
    const ids =
      targets === 'all' ? [...new Set([...this.#live.keys(), ...this.#planner.wanted])] : targets;
    if (targets === 'all') for (const asked of this.#asked) asked.clear();
    for (const id of ids) {
      for (const asked of this.#asked) asked.delete(id);
      const wasWanted = this.#planner.unwant(id);
      if (now) skipGrace(this.#live.get(id), wasWanted);
    }
    await this.#reconcile();
    for (const id of ids) this.#takeBack(id);
    await this.#watch.until(ids, (id) => this.#planner.wanted.has(id) || !this.#live.has(id));
    // Whoever waits for a start is still to be told of its failures.
    if (this.#startsUnderWay === 0) {
      this.#putAway(targets === 'all' ? Object.keys(this.#board.all().nodes) : targets);
    }
    this.#board.flush();
    return [];
  }

  /** A start that was taken back before any plan saw it has left nothing but its state. */
  #takeBack(id: string): void {
    if (this.#live.has(id) || this.#planner.wanted.has(id)) return;
    if (this.#board.node(id).state === 'starting') this.#board.move(id, 'off', '');
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
    if (this.#changes.clientsChanged(device, isThere)) this.#lookAt(device);
  }

  /** The spanning trees of a switch changed. */
  trees(device: string, trees: readonly VlanTree[]): void {
    if (this.#live.has(device)) this.#board.setTrees(device, trees);
  }

  /** A switch noticed a loop, or that it is gone. */
  storm(device: string, storm: Storm | null): void {
    if (this.#live.has(device)) this.#board.setStorm(device, storm);
  }

  /** A switch sees something that its user should know, or no longer. */
  sightings(device: string, sightings: Sightings): void {
    if (this.#live.has(device)) this.#board.setSightings(device, sightings);
  }

  /** Who has which ports of a switch that are not drawn as taken. */
  guests(device: string, guests: readonly PortGuest[]): void {
    if (this.#live.has(device)) this.#board.setGuests(device, guests);
  }

  /** A startup command of a built-in PC or a switch failed. */
  startupFailed(device: string, failure: StartupFailure): void {
    const live = this.#live.get(device);
    if (live === undefined) return;
    this.#board.addStartupFailure(device, startupFailure(live.node, failure));
  }

  /** The data plane was replaced: who is where is reported anew. */
  dataplaneReplaced(): void {
    this.#lights.forgetClients();
  }

  #isUnderWay(id: string): boolean {
    const { state } = this.#board.node(id);
    return (
      state === 'starting' ||
      state === 'stopping' ||
      (this.#planner.wanted.has(id) && state === 'off')
    );
  }

  #want(id: string): void {
    this.#planner.want(id);
    const { state } = this.#board.node(id);
    if (state === 'off' || state === 'failed') this.#board.move(id, 'starting', 'Waiting');
  }

  #fail(id: string, failure: Failure): void {
    this.#planner.unwant(id);
    if (this.#board.node(id).state === 'off') this.#board.move(id, 'starting', '');
    this.#board.move(id, 'failed', failure.message, failure);
  }

  /** Plans and acts until nothing is left to be done at once. One at a time. */
  #reconcile(): Promise<void> {
    this.#isStale = true;
    this.#reconciling ??= Promise.resolve().then(() => this.#work());
    return this.#reconciling;
  }

  /** Has the next plan look at a node. */
  #lookAt(id: string): void {
    this.#planner.touch(id);
    this.#changes.touch(id);
    unwaited(this.#reconcile());
  }

  async #work(): Promise<void> {
    try {
      while (this.#isStale) await this.#round();
    } finally {
      // In the same turn as the loop's last look: who calls from now on begins a new round.
      this.#reconciling = null;
      this.#tellWaiting();
    }
  }

  async #round(): Promise<void> {
    this.#isStale = false;
    const failed = await carryOutAll(this.#planner.next(), (step) => this.#steps.carryOut(step));
    // They are tried once more when there is something to do again.
    for (const { step } of failed) {
      if ('cable' in step) this.#planner.touchCable(step.cable.id);
      else this.#planner.touch(step.node.id);
    }
    this.#changes.refresh();
    if (failed[0] !== undefined) throw failed[0].error;
  }

  /** Tells those that wait whom they wait for now: there may be many, so not at every change. */
  #tellWaiting(): void {
    if (this.#tellingWaiting !== null || !this.#planner.hasNewsForWaiting) return;
    this.#tellingWaiting = setTimeout(() => {
      this.#tellingWaiting = null;
      for (const wait of this.#planner.waits())
        unwaited(Promise.resolve(this.#steps.carryOut(wait)));
    }, WAITING_NEWS_MS);
    this.#tellingWaiting.unref();
  }

  /** The machine is gone: stopped, powered off by its guest, fallen, or never got up. */
  #ended(live: LiveNode, ending: Failure | null): void {
    const { id } = live.node;
    const failure = live.fault ?? ending;
    const wasStopped = live.phase === 'halting';
    live.phase = 'ended';
    live.abort.abort();
    this.#around.screens.detach(id);
    for (const channel of this.#board.node(id).channels) {
      this.#around.consoles.detachSource(consoleId(id, channel));
    }
    if (!wasStopped) {
      this.#planner.unwant(id);
      if (failure !== null)
        this.#board.move(id, 'failed', failure.message, { ...failure, record: id });
      else if (this.#board.node(id).state === 'running')
        this.#board.move(id, 'stopping', 'Powered off');
    }
    this.#lookAt(id);
  }
}
