/** Gives a tap its address and brings it up, and puts one that was there before back to how it was. */
import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { z } from 'zod';
import type { TapNode } from '../../../shared/document/topology';
import { FailureError } from '../../../shared/failure/failure';
import { parseJson } from '../../../shared/text/json-check';
import { bridgeCommands } from '../../system/network/bridge-commands';
import {
  asRoot,
  type ConfiguredTap,
  configureCommands,
  onceAsRoot,
  restoreCommands,
  type TapState,
} from '../../system/network/tap-commands';
import { findProgram } from '../../system/processes/find-program';
import { runProgram } from '../../system/processes/run-program';
import { lastingRun } from '../common/lasting-run';
import { liveChange, type MachineRun } from '../common/machine-driver';
import { type BridgeJournal, bridgePlan, joinBridge } from './tap-bridge';

const TIMEOUT_MS = 5_000;
/** linux/if_tun.h */
const IFF_PERSIST = 0x0800;

const linksSchema = z.array(
  z.object({
    flags: z.array(z.string()),
    addr_info: z.array(z.object({ local: z.string(), prefixlen: z.number() })),
  }),
);

/** Where it is written down what has to be put back, see instance-journal.ts. */
export interface TapJournal extends BridgeJournal {
  recordTap(tap: ConfiguredTap, before: TapState): void;
  forgetTap(name: string): void;
}

/**
 * Sets the drawn address and brings the interface up, unless both are so already. Returns its run, whose
 * stop puts an interface that somebody else made back to how it was. Throws a FailureError with the
 * exact commands when the right for it is missing.
 *
 * @param report is told how it is set up when that changes while it runs
 */
export async function runTap(
  node: TapNode,
  journal: TapJournal,
  report: (detail: string) => void = () => {},
): Promise<MachineRun> {
  const ip = findProgram('ip');
  if (ip === null) {
    throw new FailureError({
      code: 'program-missing',
      message: 'The program ip is missing, so the tap cannot be given its address.',
      next: 'Install it with `sudo apt-get install iproute2`.',
      record: node.id,
    });
  }
  const first = await stateOf(ip, node.interface);
  let drawn = node;
  let putBack = await setUp(ip, node, first, journal);
  const run = lastingRun(summary(node), () => putBack());
  const change = async (to: TapNode) => {
    const before = drawn;
    await putBack();
    // What it had of an interface of its own is nobody's to put back, so it is taken away here.
    await takeBack(ip, before, to, first);
    drawn = to;
    report(summary(to));
    try {
      putBack = await setUp(
        ip,
        to,
        { ...(await stateOf(ip, to.interface)), lasts: first.lasts },
        journal,
      );
    } catch (thrown) {
      drawn = before;
      report(summary(before));
      putBack = await setUp(ip, before, await stateOf(ip, before.interface), journal);
      throw thrown;
    }
  };
  return { ...run, changes: [liveChange<TapNode>(['address', 'up', 'bridge'], change)] };
}

/** Makes the interface what is drawn. Returns what puts it back. Throws with it as it was. */
async function setUp(
  ip: string,
  node: TapNode,
  before: TapState,
  journal: TapJournal,
): Promise<() => Promise<void>> {
  const restores = restoreCommands(node, before).length > 0;
  const restore = async () => {
    await restoreTap(node, before);
    journal.forgetTap(node.interface);
  };
  if (restores) journal.recordTap(node, before);
  const commands = configureCommands(node, before);
  for (const args of commands) {
    const result = await runProgram(ip, args, TIMEOUT_MS);
    if (result.code === 0) continue;
    if (restores) await restore();
    throw refusal(node, commands, result.stderr);
  }
  const unjoin =
    node.bridge === ''
      ? null
      : await joinBridge(ip, node, before.lasts, journal).catch(async (thrown: unknown) => {
          if (restores) await restore();
          throw thrown;
        });
  return async () => {
    await unjoin?.();
    if (restores) await restore();
  };
}

/** Takes from an interface that does not stay what was drawn of it before, and is not any more. */
async function takeBack(ip: string, before: TapNode, to: TapNode, first: TapState): Promise<void> {
  if (first.lasts) return;
  const { interface: name, address, bridge } = before;
  if (bridge !== '') await runProgram(ip, ['link', 'set', name, 'nomaster'], TIMEOUT_MS);
  if (address !== '' && address !== to.address) {
    await runProgram(ip, ['addr', 'del', address, 'dev', name], TIMEOUT_MS);
  }
  if (before.up && !to.up) await runProgram(ip, ['link', 'set', name, 'down'], TIMEOUT_MS);
}

function summary({ interface: name, address, bridge }: TapNode): string {
  return [name, address, bridge && `in a bridge with ${bridge}`].filter(Boolean).join(', ');
}

/**
 * All that root has to do once so that a user may have the drawn tap, as one line; without the bridge
 * where that cannot be told, because its interface is not there.
 */
export async function commandsForRoot(node: TapNode): Promise<string> {
  const ip = findProgram('ip');
  const { username } = userInfo();
  if (ip === null || node.bridge === '') return onceAsRoot(node, username);
  const plan = await bridgePlan(ip, node, true).catch(() => null);
  const lines = [onceAsRoot(node, username), plan === null ? '' : asRoot(bridgeCommands(plan))];
  return lines.filter(Boolean).join(' && ');
}

/** Puts a tap that stays back to how it was. What is not there any more is left so. */
export async function restoreTap(tap: ConfiguredTap, before: TapState): Promise<void> {
  const ip = findProgram('ip');
  if (ip === null) return;
  for (const args of restoreCommands(tap, before)) await runProgram(ip, args, TIMEOUT_MS);
}

async function stateOf(ip: string, name: string): Promise<TapState> {
  const { stdout } = await runProgram(ip, ['-json', 'addr', 'show', 'dev', name], TIMEOUT_MS);
  const link = linksSchema.safeParse(jsonOrNull(stdout)).data?.[0];
  return {
    isUp: link?.flags.includes('UP') ?? false,
    addresses: link?.addr_info.map(({ local, prefixlen }) => `${local}/${prefixlen}`) ?? [],
    lasts: isPersistent(name),
  };
}

/** Whether a tap stays when it is closed: what `ip tuntap add` makes does, what an open makes does not. */
function isPersistent(name: string): boolean {
  try {
    const flags = readFileSync(`/sys/class/net/${name}/tun_flags`, 'utf8');
    return (Number(flags.trim()) & IFF_PERSIST) !== 0;
  } catch {
    // An interface that is not there does not stay.
    return false;
  }
}

function jsonOrNull(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    // An interface that is not there prints nothing: it has no state.
    return null;
  }
}

function refusal(node: TapNode, commands: string[][], stderr: string): FailureError {
  const isForbidden = /not permitted/i.test(stderr);
  return new FailureError({
    code: isForbidden ? 'tap-forbidden' : 'program-failed',
    message: isForbidden
      ? `The tap ${node.interface} is open, but ${userInfo().username} may not give it its address.`
      : `The tap ${node.interface} did not take its address.`,
    next: isForbidden
      ? `Run \`${asRoot(commands)}\` once, then start again.`
      : `Correct the address ${node.address} of the tap and start again.`,
    detail: stderr.trim(),
    record: node.id,
  });
}
