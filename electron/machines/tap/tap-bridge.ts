/** Puts an open tap into a bridge of this computer, and everything back. */
import { userInfo } from 'node:os';
import type { TapNode } from '../../../shared/document/topology';
import { type Failure, FailureError } from '../../../shared/failure/failure';
import {
  type BridgePlan,
  bridgeCommands,
  planBridge,
  unbridgeCommands,
} from '../../system/network/bridge-commands';
import { type InterfaceState, interfaceState } from '../../system/network/interfaces';
import { asRoot } from '../../system/network/tap-commands';
import { findProgram } from '../../system/processes/find-program';
import { runProgram } from '../../system/processes/run-program';

const TIMEOUT_MS = 5_000;

/** Where it is written down what has to be put back, see instance-journal.ts. */
export interface BridgeJournal {
  recordBridge(plan: BridgePlan): void;
  forgetBridge(tap: string): void;
}

/**
 * Joins the tap to the drawn bridge. Returns what puts everything back, which does not reject; null if
 * there is nothing to put back. Throws a FailureError, with everything as it was, if it cannot be done.
 */
export async function joinBridge(
  ip: string,
  node: TapNode,
  tapLasts: boolean,
  journal: BridgeJournal,
): Promise<(() => Promise<void>) | null> {
  const plan = await bridgePlan(ip, node, tapLasts);
  const commands = bridgeCommands(plan);
  const hasUndo = unbridgeCommands(plan).length > 0;
  const undo = async () => {
    await leaveBridge(ip, plan);
    journal.forgetBridge(plan.tap);
  };
  if (hasUndo) journal.recordBridge(plan);
  for (const [index, args] of commands.entries()) {
    const result = await runProgram(ip, args, TIMEOUT_MS);
    if (result.code === 0) continue;
    // The first one that is refused has changed nothing, and nobody else's bridge may be removed.
    if (hasUndo && index === 0) journal.forgetBridge(plan.tap);
    else if (hasUndo) await undo();
    throw new FailureError(refusal(node, plan, commands, `ip ${args.join(' ')}: ${result.stderr}`));
  }
  return hasUndo ? undo : null;
}

/** Puts everything back to how it was before the tap was joined. What is not there any more is left so. */
async function leaveBridge(ip: string, plan: BridgePlan): Promise<void> {
  for (const args of unbridgeCommands(plan)) await runProgram(ip, args, TIMEOUT_MS);
}

/** Puts back what an app that was killed left, unless somebody has done so already. */
export async function unbridge(plan: BridgePlan): Promise<void> {
  const ip = findProgram('ip');
  if (ip === null) return;
  const port = plan.port === null ? null : await interfaceState(ip, plan.port.interface);
  await leaveBridge(ip, port?.master === plan.bridge ? plan : { ...plan, port: null });
}

/** How the tap gets into the drawn bridge as things are now. Throws a FailureError if it never will. */
export async function bridgePlan(
  ip: string,
  node: TapNode,
  tapLasts: boolean,
): Promise<BridgePlan> {
  const wanted = await interfaceState(ip, node.bridge);
  if (wanted === null) throw new FailureError(noSuchInterface(node));
  const plan = planBridge(
    node.interface,
    await interfaceState(ip, node.interface),
    tapLasts,
    wanted,
  );
  const failure = await obstacle(ip, node, plan, wanted);
  if (failure !== null) throw new FailureError(failure);
  return plan;
}

/** That what a tap shall be bridged to is not there. */
export function noSuchInterface(node: TapNode): Failure {
  return {
    code: 'not-found',
    message: `${node.name} shall be bridged to ${node.bridge}, and this computer has no such Ethernet interface.`,
    next: 'Choose another one under “Bridged to” in the inspector.',
    record: node.id,
  };
}

function taken(node: TapNode, master: string): Failure {
  return {
    code: 'program-failed',
    message: `${node.bridge} is a part of ${master} already, which is no bridge.`,
    next: `Choose ${master} under “Bridged to”.`,
    record: node.id,
  };
}

async function obstacle(
  ip: string,
  node: TapNode,
  { bridge, port }: BridgePlan,
  wanted: InterfaceState,
): Promise<Failure | null> {
  const there = await interfaceState(ip, bridge);
  if (port === null) return there?.kind === 'bridge' ? null : taken(node, bridge);
  if (wanted.hasStrangeRoutes) {
    return {
      code: 'program-failed',
      message: `${wanted.name} has a route over several paths or through a tunnel, which cannot be moved to a bridge.`,
      next: 'Make a bridge by hand and choose that one under “Bridged to”.',
      record: node.id,
    };
  }
  if (there === null) return null;
  return {
    code: 'address-in-use',
    message: `There is an interface ${bridge} already, and ${wanted.name} is not in it.`,
    next: `Choose ${bridge} under “Bridged to”, or remove it with \`sudo ip link del ${bridge}\`.`,
    record: node.id,
  };
}

function refusal(node: TapNode, plan: BridgePlan, commands: string[][], told: string): Failure {
  const detail = told.trim();
  if (/not permitted/i.test(told)) {
    return {
      code: 'tap-forbidden',
      message: `The tap ${node.interface} is open, but ${userInfo().username} may not bridge it to ${node.bridge}.`,
      next: `Run \`${asRoot(commands)}\` once, then start again.`,
      detail,
      record: node.id,
    };
  }
  return {
    code: 'program-failed',
    message: `The tap ${node.interface} could not be bridged to ${node.bridge}; everything is as it was.`,
    next: plan.port
      ? 'Wireless interfaces usually cannot be bridged: choose a wired one, or draw internet access instead.'
      : `Check that ${plan.bridge} is a bridge, or choose another one under “Bridged to”.`,
    detail,
    record: node.id,
  };
}
