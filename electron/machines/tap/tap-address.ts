/** Gives a tap its address and brings it up, by iproute2 (ip-address(8), ip-link(8)). */
import { userInfo } from 'node:os';
import { z } from 'zod';
import { FailureError } from '../../../shared/failure';
import type { TapNode } from '../../../shared/topology';
import { findProgram } from '../find-program';
import { runProgram } from '../run-program';

const TIMEOUT_MS = 5_000;

const linksSchema = z.array(
  z.object({
    flags: z.array(z.string()),
    addr_info: z.array(z.object({ local: z.string(), prefixlen: z.number() })),
  }),
);

/**
 * Sets the drawn address and brings the interface up, unless both are so already. Throws a
 * FailureError with the exact commands when the right for it is missing.
 */
export async function configureTap(node: TapNode): Promise<void> {
  const ip = findProgram('ip');
  if (ip === null) {
    throw new FailureError({
      code: 'program-missing',
      message: 'The program ip is missing, so the tap cannot be given its address.',
      next: 'Install it with `sudo apt-get install iproute2`.',
      record: node.id,
    });
  }
  const state = await stateOf(ip, node.interface);
  const hasAddress = node.address === '' || state.addresses.includes(node.address);
  const commands: string[][] = [];
  if (!hasAddress) commands.push(['addr', 'replace', node.address, 'dev', node.interface]);
  if (!state.isUp) commands.push(['link', 'set', node.interface, 'up']);
  for (const args of commands) {
    const result = await runProgram(ip, args, TIMEOUT_MS);
    if (result.code !== 0) throw refusal(node, commands, result.stderr);
  }
}

async function stateOf(ip: string, name: string): Promise<{ isUp: boolean; addresses: string[] }> {
  const { stdout } = await runProgram(ip, ['-json', 'addr', 'show', 'dev', name], TIMEOUT_MS);
  const link = linksSchema.safeParse(parseJson(stdout)).data?.[0];
  return {
    isUp: link?.flags.includes('UP') ?? false,
    addresses: link?.addr_info.map(({ local, prefixlen }) => `${local}/${prefixlen}`) ?? [],
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // An interface that is not there prints nothing: it has no state.
    return null;
  }
}

function refusal(node: TapNode, commands: string[][], stderr: string): FailureError {
  const lines = commands.map((args) => `sudo ip ${args.join(' ')}`).join(' && ');
  const isForbidden = /not permitted/i.test(stderr);
  return new FailureError({
    code: isForbidden ? 'tap-forbidden' : 'program-failed',
    message: isForbidden
      ? `The tap ${node.interface} is open, but ${userInfo().username} may not give it its address.`
      : `The tap ${node.interface} did not take its address.`,
    next: isForbidden
      ? `Run \`${lines}\` and start again.`
      : `Correct the address ${node.address} of the tap and start again.`,
    detail: stderr.trim(),
    record: node.id,
  });
}
