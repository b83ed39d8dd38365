/**
 * An outside plug: `vde_plug` joins the node's private endpoint to whatever its locator names, an
 * outside switch, a tap, a tunnel. It is up while the process lives.
 */
import { readdir } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { Failure } from '../../../shared/failure';
import type { PlugNode } from '../../../shared/topology';
import { checkProgram } from '../image-check';
import type { MachineContext, MachineDriver, MachineExit, MachineRun } from '../machine-driver';
import { untilUp } from '../machine-start';
import { lastLines } from '../output-tail';
import type { Child, ChildExit } from '../supervised-child';

const PLUG_PROGRAM = 'vde_plug';
const JOIN_LIMIT_MS = 5000;
/** How often the directory is looked at; a socket in it is all that tells of a client. */
const JOIN_POLL_MS = 20;
/** What a switch makes for each client that joined: `DIR/%03d.%d`, or `DIR/fd%d` by vdeplug 4. */
const DATA_SOCKET = /^(\d{3,}\.\d+|fd\d+)$/;

export class PlugDriver implements MachineDriver<PlugNode> {
  async check(node: PlugNode): Promise<Failure | null> {
    return checkProgram(node, PLUG_PROGRAM, 'vdeplug') ?? checkLocator(node);
  }

  async start(node: PlugNode, context: MachineContext, signal: AbortSignal): Promise<MachineRun> {
    const [directory] = context.cardDirectories;
    if (directory === undefined) throw new Error(`${node.id} was given no card`);
    context.report(`Joining ${node.locator}`);
    // The locator comes first: vde_plug opens them in order, so whoever joined us has the other as well.
    const args = [node.locator, `vde://${directory}`];
    const child = await context.supervisor.spawn({ program: PLUG_PROGRAM, args });
    await untilUp({
      node,
      child,
      up: (until) => joined(directory, until),
      ended: (exit) => plugFailure(node, exit),
      late: notJoined(node),
      limitMs: JOIN_LIMIT_MS,
      signal,
    });
    return new PlugRun(node, child);
  }
}

/** vde_plug would take an argument that begins with a dash for one of its options. */
function checkLocator(node: PlugNode): Failure | null {
  if (!node.locator.startsWith('-')) return null;
  return {
    code: 'bad-request',
    message: `${node.locator} is not a network locator.`,
    next: 'Write one like vde:///tmp/mysw or tap://tap0.',
    record: node.id,
  };
}

async function hasJoined(directory: string): Promise<boolean> {
  return (await readdir(directory)).some((name) => DATA_SOCKET.test(name));
}

async function joined(directory: string, until: AbortSignal): Promise<void> {
  while (!(await hasJoined(directory))) await delay(JOIN_POLL_MS, undefined, { signal: until });
}

function notJoined(node: PlugNode): Failure {
  return {
    code: 'program-failed',
    message: `${node.name} did not join ${node.locator} in time.`,
    next: 'Check that the other end is there and start it again.',
    record: node.id,
  };
}

function plugFailure(node: PlugNode, exit: ChildExit): Failure {
  const how = exit.signal === null ? `exit code ${exit.code}` : exit.signal;
  const words = lastLines(exit.lastOutput, 5);
  return {
    code: 'program-failed',
    message: `${node.name} is not joined to ${node.locator}: vde_plug ended.`,
    next: 'Check the locator, that the other end is there and that you may use it, and start it again.',
    detail: words === '' ? how : `${words}\n(${how})`,
    record: node.id,
  };
}

class PlugRun implements MachineRun {
  readonly exited: Promise<MachineExit>;
  readonly detail: string;
  readonly #child: Child;
  #wanted = false;

  constructor(node: PlugNode, child: Child) {
    this.detail = node.locator;
    this.#child = child;
    // It ends with 0 when the other end goes away, which is a failure all the same.
    this.exited = child.exited.then((exit) => ({
      failure: this.#wanted ? null : plugFailure(node, exit),
    }));
  }

  async stop(): Promise<void> {
    this.#wanted = true;
    await this.#child.stop();
  }
}
