/** One vde_plug that joins a node's private endpoint to what a locator names. */
import { setTimeout as delay } from 'node:timers/promises';
import { explicitLocator, runsCommand } from '../../../shared/vde/vnl';
import type { Child, ChildExit } from '../../supervisor/supervised-child';
import { untilClient } from '../common/endpoint-client';
import type { MachineContext, MachineRun } from '../common/machine-driver';
import { untilUp } from '../common/machine-start';
import { KeptRun } from './kept-run';
import { notJoined, type Plugged, plugFailure } from './plug-causes';

export const PLUG_PROGRAM = 'vde_plug';
const JOIN_LIMIT_MS = 5000;
/**
 * A command counts as up once it has lived so long: vde_plug joins us before ssh, say, has found out
 * that it cannot reach the other side.
 */
const COMMAND_SETTLES_MS = 1500;
/**
 * The arguments of vde_plug. The locator comes first: it opens them in order, so whoever joined us has
 * the other as well.
 */
function plugArgs(locator: string, directory: string): string[] {
  return [explicitLocator(locator), `vde://${directory}`];
}

async function open(plugged: Plugged, context: MachineContext, signal: AbortSignal) {
  const [directory] = context.cardDirectories;
  if (directory === undefined) throw new Error(`${plugged.id} was given no card`);
  const args = plugArgs(plugged.locator, directory);
  const child: Child = await context.supervisor.spawn({ program: PLUG_PROGRAM, args });
  const settlesMs = runsCommand(plugged.locator) ? COMMAND_SETTLES_MS : 0;
  await untilUp({
    node: plugged,
    child,
    up: async (until) => {
      await untilClient(directory, true, until);
      await delay(settlesMs, undefined, { signal: until });
    },
    ended: (exit) => plugFailure(plugged, exit),
    late: notJoined(plugged),
    limitMs: JOIN_LIMIT_MS + settlesMs,
    signal,
  });
  return child;
}

/**
 * Joins the node's endpoint and keeps it joined. Throws a FailureError, with nothing left behind, when
 * that fails the first time: then the locator is wrong, rather than the other end gone for a while.
 *
 * @param prepare is done before each start; what it throws keeps it from being tried
 */
export async function plug(
  plugged: Plugged,
  context: MachineContext,
  signal: AbortSignal,
  prepare: () => Promise<void> = async () => {},
): Promise<MachineRun> {
  const start = async (until: AbortSignal) => {
    await prepare();
    return open(plugged, context, until);
  };
  return new KeptRun(await start(signal), {
    what: plugged.what,
    open: async (until) => {
      // The socket of the fallen one would be taken for the new one's.
      await untilClient(context.cardDirectories[0]!, false, until);
      return start(until);
    },
    fallen: (exit: ChildExit) => plugFailure(plugged, exit),
    told: context,
  });
}
