/** Starts what is behind a node, whatever its kind. */

import { mkdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Channel } from '../../shared/contract/console-id';
import type { DeviceNode } from '../../shared/document/topology';
import { type Failure, FailureError } from '../../shared/failure/failure';
import type { MachineFacts } from '../../shared/lab/machine-control';
import type { StartupFailure } from '../../shared/rules/startup-failure';
import type { ConsoleSource } from '../console/console-source';
import type { Dataplane } from '../dataplane/host/dataplane';
import type { Holder, ImageClaims } from '../images/image-claims';
import type { MachineContext, MachineDriver, MachineRun } from '../machines/common/machine-driver';
import type { MachineLog } from '../machines/common/machine-log';
import { keepsDisks, kindOf } from '../machines/kinds';
import { ProcessLimits } from '../supervisor/process-limits';
import type { Supervisor } from '../supervisor/supervisor';
import { overlaysDirectory } from '../system/files/directories';
import { fileFailure } from '../system/files/file-failure';
import { checkRoom } from '../system/files/free-space';
import { unexpected, unwaited } from '../system/unexpected';
import { BuiltInConsole } from './built-in-console';
import { cardDirectories, switchDirectory } from './node-ports';

/** What the lab wants to hear while a node starts and runs. */
export interface LaunchHooks {
  attachConsole(channel: Channel, source: ConsoleSource): void;
  attachScreen(socketPath: string): void;
  startupFailed(failure: StartupFailure): void;
  report(detail: string): void;
  tell(facts: Partial<MachineFacts>): void;
}

/** One life of a node, from its start to its end. */
export interface LaunchLife {
  readonly hostname: string;
  readonly log: MachineLog;
  readonly abort: AbortController;
}

export interface LauncherParts {
  readonly dataplane: Dataplane;
  readonly supervisor: Supervisor;
  readonly instanceDirectory: string;
  readonly claims: ImageClaims;
}

export class Launcher {
  readonly #dataplane: Dataplane;
  readonly #supervisor: Supervisor;
  readonly #instanceDirectory: string;
  readonly #claims: ImageClaims;
  readonly #limits: ProcessLimits;
  readonly #consoles = new Map<string, BuiltInConsole>();

  constructor({ dataplane, supervisor, instanceDirectory, claims }: LauncherParts) {
    this.#dataplane = dataplane;
    this.#supervisor = supervisor;
    this.#instanceDirectory = instanceDirectory;
    this.#claims = claims;
    this.#limits = new ProcessLimits(basename(instanceDirectory), supervisor);
  }

  /** Hands what a built-in PC or a switch printed to its console. */
  printed(node: string, text: string): void {
    this.#consoles.get(node)?.printed(text);
  }

  /**
   * Starts what is behind the node, whose ports exist. Throws a FailureError, with nothing left
   * behind, when it cannot be started or its life is aborted.
   */
  async launch(
    node: DeviceNode,
    document: string,
    hooks: LaunchHooks,
    live: LaunchLife,
  ): Promise<MachineRun> {
    const { run } = kindOf(node);
    if ('driver' in run) return this.#launchMachine(run.driver, node, document, hooks, live);
    return run.start(node, {
      directory: switchDirectory(node, this.#instanceDirectory),
      supervisor: this.#supervisor,
      openConsole: () => this.#openConsole(node.id, hooks),
      report: hooks.report,
    });
  }

  async #openConsole(node: string, hooks: LaunchHooks): Promise<void> {
    const console = new BuiltInConsole(this.#dataplane, node);
    this.#consoles.set(node, console);
    hooks.attachConsole('console', console);
    await this.#dataplane.startConsole(node);
  }

  async #launchMachine<N extends DeviceNode>(
    driver: MachineDriver<N>,
    node: N,
    document: string,
    hooks: LaunchHooks,
    { hostname, log, abort }: LaunchLife,
  ): Promise<MachineRun> {
    const failure: Failure | null = await driver.check(node);
    if (failure !== null) throw new FailureError({ ...failure, record: node.id });
    const runtimeDirectory = join(this.#instanceDirectory, `${node.id}.m`);
    const overlays = join(overlaysDirectory(), document, node.id);
    const holder: Holder = { document, id: node.id, name: node.name, purpose: 'run' };
    const removeRuntime = () => {
      this.#claims.release(holder);
      removeFolder(runtimeDirectory);
    };
    const context: MachineContext = {
      cardDirectories: cardDirectories(node, this.#instanceDirectory),
      runtimeDirectory,
      hostname,
      dataDirectory: overlays,
      supervisor: log.starter(this.#supervisor),
      ...hooks,
      claimImages: (claims) => this.#claims.claim(holder, claims),
      limitProcesses: (child, limits) => this.#limits.limit(node, child, limits),
    };
    try {
      makeFolder(runtimeDirectory);
      makeFolder(overlays);
      if (keepsDisks(node)) {
        await this.#claims.claim(holder, [{ path: overlays, use: 'write' }]);
        await checkRoom(overlays, 0, `What ${node.name} writes`);
      }
      const run = await driver.start(node, context, abort.signal);
      unwaited(run.exited.then(removeRuntime));
      return run;
    } catch (error) {
      removeRuntime();
      throw error;
    }
  }
}

/** What cannot be removed is told: it goes with the instance, and keeps no machine from its end. */
function removeFolder(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch (error) {
    unexpected(fileFailure(error, path, 'removed'));
  }
}

/** Throws a FailureError where the disk is full or cannot be written. */
function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw fileFailure(error, path, 'made');
  }
}
