/** The start of one node of the lab: its delay, its machine, and the wait until it is ready. */

import { setTimeout as delay } from 'node:timers/promises';
import { consoleId } from '../../shared/contract/console-id';
import type { PortCounters } from '../../shared/contract/service';
import { type DeviceNode, isSwitch } from '../../shared/document/topology';
import { type Failure, FailureError, failureOf } from '../../shared/failure/failure';
import { type StartSettings, startAtOnce } from '../../shared/kinds/fields/node-fields';
import { startupFailure } from '../../shared/rules/startup-failure';
import type { ConsoleHub } from '../console/console-hub';
import type { ScreenHub } from '../console/screen-hub';
import type { MachineRun } from '../machines/common/machine-driver';
import { unwaited } from '../system/unexpected';
import type { LabBoard } from './lab-board';
import { abilitiesOf } from './lab-machines';
import type { Launcher, LaunchHooks } from './launcher';
import { type LiveNode, offerChanges, stopRun } from './live-node';
import { PrintedText, readinessText, untilReady } from './readiness';

export interface StartContext {
  readonly launcher: Launcher;
  readonly consoles: ConsoleHub;
  readonly screens: ScreenHub;
  readonly board: LabBoard;
  /** Why a node must not start, as it is now; null if it may. */
  refusal(node: DeviceNode): Promise<Failure | null>;
  counters(id: string): PortCounters[];
  /** Another CD is in the drive of a machine, or none. */
  mediumChanged(live: LiveNode, path: string): void;
  /** The machine of a node came up. */
  launched(live: LiveNode): void;
  /** Those that waited for the node may start. */
  ready(live: LiveNode): void;
  /** It is gone, or never got up. */
  ended(live: LiveNode, failure: Failure | null): void;
}

export class LabStarts {
  readonly #around: StartContext;

  constructor(around: StartContext) {
    this.#around = around;
  }

  /**
   * Begins to start a node as it is drawn now. All that comes of it is told to the surroundings.
   *
   * @param document id of the document, which names the folder of its overlays
   */
  begin(live: LiveNode, drawn: DeviceNode, document: string): void {
    live.phase = 'launching';
    this.#start(live, drawn, document).catch((thrown: unknown) =>
      this.#around.ended(live, failureOf(thrown)),
    );
  }

  async #start(live: LiveNode, drawn: DeviceNode, document: string): Promise<void> {
    const { board, launcher } = this.#around;
    const settings = startOf(drawn);
    if (settings.delay > 0) await this.#delay(live, settings.delay);
    live.log.begin();
    // What was agreed to may have been exchanged since its ports were made.
    const refusal = await this.#around.refusal(live.node);
    if (refusal !== null) throw new FailureError(refusal);
    const printed = new PrintedText();
    const run = await launcher.launch(live.node, document, this.#hooks(live, printed), live);
    live.run = run;
    unwaited(run.exited.then(({ failure }) => this.#around.ended(live, failure)));
    if (live.phase === 'halting' || live.fault !== null) {
      // Stopped while it was starting, or the data plane goes on without it.
      stopRun(live);
      return;
    }
    live.phase = 'up';
    live.takesCards = run.plugCard !== undefined;
    offerChanges(live, run.changes ?? []);
    board.setFacts(live.node.id, abilitiesOf(run));
    this.#around.launched(live);
    await this.#becomeReady(live, settings, printed, run);
  }

  async #becomeReady(
    live: LiveNode,
    settings: StartSettings,
    printed: PrintedText,
    run: MachineRun,
  ): Promise<void> {
    const { board } = this.#around;
    const { id } = live.node;
    const words = readinessText(settings.ready);
    if (words !== '') board.report(id, words);
    const framesSent = () =>
      this.#around.counters(id).reduce((sum, { framesOut }) => sum + framesOut, 0);
    const isReady = await untilReady(settings, { printed, framesSent }, live.abort.signal);
    if (live.phase !== 'up') return;
    live.isReady = true;
    if (isReady) board.setBootTime(id, live.log.ready());
    else board.setFacts(id, { trouble: notReady(live.node, settings) });
    board.move(id, 'running', run.detail);
    this.#around.ready(live);
  }

  async #delay({ node, abort }: LiveNode, seconds: number): Promise<void> {
    const { board } = this.#around;
    for (let left = seconds; left > 0; left--) {
      board.report(node.id, `Starts in ${left} s`);
      await delay(1000, undefined, { signal: abort.signal });
    }
  }

  #hooks(live: LiveNode, printed: PrintedText): LaunchHooks {
    const { id } = live.node;
    const { board, consoles, screens } = this.#around;
    return {
      attachConsole: (channel, source) => {
        const watched = channel === 'console' ? printed.watch(source) : source;
        consoles.attachSource(consoleId(id, channel), watched);
        board.addChannel(id, channel);
      },
      attachScreen: (path) => {
        screens.attach(id, path);
        board.setScreen(id, true);
      },
      startupFailed: (failure) => {
        if (live.phase !== 'ended') board.addStartupFailure(id, startupFailure(live.node, failure));
      },
      report: (detail) => board.report(id, detail),
      tell: (facts) => {
        // The last words of a machine that is gone must not stand on a node that is off.
        if (live.phase === 'ended') return;
        board.setFacts(id, facts);
        const { medium } = facts;
        if (live.phase === 'up' && typeof medium === 'string')
          this.#around.mediumChanged(live, medium);
      },
    };
  }
}

function startOf(node: DeviceNode): StartSettings {
  return isSwitch(node) ? startAtOnce : node.start;
}

function notReady(node: DeviceNode, { ready, patience }: StartSettings): Failure {
  const sign = ready.by === 'text' ? `print “${ready.text}”` : 'send a frame';
  return {
    code: 'not-ready',
    message: `${node.name} runs, but did not ${sign} within ${patience} s; what waited for it was started.`,
    next: 'Look at its console, or change under “Start” in the inspector what tells that it is ready.',
    record: node.id,
  };
}
