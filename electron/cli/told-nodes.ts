/** Prints what becomes of nodes: each state once, and once what is wrong with it. */

import type { NodeStatus } from '../../shared/contract/service';
import type { Failure } from '../../shared/failure/failure';
import { visibleLine } from '../../shared/text/visible-text';
import { complainOf, say } from '../system/terminal-text';

type Shown = Pick<NodeStatus, 'state' | 'detail' | 'directory' | 'failure' | 'facts' | 'startup'>;

export class ToldNodes {
  /** The last line of each node. */
  readonly #lines = new Map<string, string>();
  /** What was said of each node since its last start. */
  readonly #messages = new Map<string, Set<string>>();
  #hasFailed = false;

  /** Whether a machine could not be started, ended in failure, or has a guest that did. */
  get hasFailed(): boolean {
    return this.#hasFailed;
  }

  /** Tells how a node is now. */
  tell(id: string, name: string, status: Shown): void {
    const { state, detail, directory, failure, facts, startup } = status;
    // The sentence of a failure follows, with its next step.
    const words = failure === null ? (directory ?? detail) : '';
    const line = `${name}: ${state}${words === '' ? '' : ` (${words})`}`;
    if (this.#lines.get(id) !== line) say(visibleLine(line));
    this.#lines.set(id, line);
    if (state === 'starting') this.#messages.delete(id);
    if (failure !== null) this.fail(id, failure);
    else if (facts.trouble?.code === 'guest-failed') this.fail(id, facts.trouble);
    else if (facts.trouble !== null) this.#once(id, facts.trouble);
    // The node runs all the same, so it is told and no more.
    for (const failed of startup) this.#once(id, failed);
  }

  /** Tells what a node failed of. */
  fail(id: string, failure: Failure): void {
    this.#hasFailed = true;
    this.#once(id, failure);
  }

  #once(id: string, failure: Failure): void {
    const said = this.#messages.get(id) ?? new Set();
    this.#messages.set(id, said);
    if (said.has(failure.message)) return;
    said.add(failure.message);
    complainOf(failure);
  }
}
