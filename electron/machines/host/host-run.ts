/** A namespace host that runs: how it is stopped and told to have ended, with nothing left. */
import type { HostNode } from '../../../shared/document/topology';
import type { ChildExit } from '../../supervisor/supervised-child';
import type { TerminalChild } from '../../supervisor/supervisor';
import { signalProcess, waitUntil } from '../../system/processes/process-group';
import type { LiveChange, MachineContext, MachineExit, MachineRun } from '../common/machine-driver';
import { hostFiles } from './host-args';
import { hostEndFailure } from './host-causes';
import { hostChanges } from './host-changes';
import { statusNow } from './host-notes';
import { membersOfNamespaces, type Namespaces } from './namespace-members';

/** How long programs may take to end after they were asked. */
const PATIENCE_MS = 2000;
/** Longest wait for processes that were killed. */
const SIGNAL_LIMIT_MS = 5000;

export class HostRun implements MachineRun {
  readonly detail: string;
  readonly exited: Promise<MachineExit>;
  /** Aborts when the host has ended. */
  readonly until: AbortSignal;
  readonly changes: readonly LiveChange[];
  readonly controls = {
    kill: () => this.#kill(),
  };
  readonly #child: TerminalChild;
  readonly #context: MachineContext;
  readonly #namespaces: Namespaces;
  #wanted = false;

  constructor(
    node: HostNode,
    child: TerminalChild,
    context: MachineContext,
    namespaces: Namespaces,
  ) {
    this.#child = child;
    this.#context = context;
    this.#namespaces = namespaces;
    this.detail = node.command.length > 0 ? node.command.join(' ') : 'shell';
    this.changes = hostChanges({ node, child, context, members: () => this.#members() });
    const end = new AbortController();
    this.until = end.signal;
    this.exited = child.exited.then(async (exit) => {
      end.abort();
      await this.#clear();
      return { failure: this.#wanted ? null : this.#failureOf(node, exit) };
    });
  }

  async stop(): Promise<void> {
    this.#wanted = true;
    await this.#child.stop({ ask: (signal) => this.#ask(signal), patienceMs: PATIENCE_MS });
    await this.exited;
  }

  /** All but vdens, which carries the frames until its own child, the shell that reads init, has gone. */
  #members(): number[] {
    return membersOfNamespaces(this.#namespaces).filter((pid) => pid !== this.#child.pid);
  }

  /**
   * Asks every program to end, as when a terminal is closed and a computer shut down. What it means for
   * interactive shells, which do not mind SIGTERM, is SIGHUP.
   */
  async #ask(until: AbortSignal): Promise<void> {
    for (const signal of ['SIGHUP', 'SIGTERM', 'SIGCONT'] as const) {
      for (const pid of this.#members()) signalProcess(pid, signal);
    }
    await waitUntil(() => until.aborted || this.#members().length === 0, PATIENCE_MS);
  }

  /** Kills what is left: daemons that have a session of their own. */
  async #clear(): Promise<void> {
    await waitUntil(() => {
      const left = this.#members();
      for (const pid of left) signalProcess(pid, 'SIGKILL');
      return left.length === 0;
    }, SIGNAL_LIMIT_MS);
  }

  /** A shell shows how its last command ended, which says nothing of the host. */
  #failureOf(node: HostNode, exit: ChildExit): MachineExit['failure'] {
    const status = statusNow(this.#context.runtimeDirectory, hostFiles.status);
    if (status === 0 || (status !== null && node.command.length === 0)) return null;
    return hostEndFailure(node, status, exit);
  }

  async #kill(): Promise<void> {
    this.#wanted = true;
    await this.#clear();
    await this.#child.stop(undefined, 0);
    await this.exited;
  }
}
