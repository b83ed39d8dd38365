/** One flood from a client to another through a switch, and what it cost the switch. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { type RunningProgram, startProgram } from '../harness/programs';
import type { Network } from './contenders';
import { processorSeconds, residentMegabytes } from './process-cost';

/** The receiver ends when it has heard nothing for so long, in milliseconds. */
const QUIET_MS = 300;

export interface FloodSettings {
  readonly bytes: number;
  /** Destinations that the sender goes through in turn; all of them are the receiver's. */
  readonly addresses: number;
  /** Other clients that have joined and announced themselves. */
  readonly others: number;
  readonly seconds: number;
}

export interface FloodResult {
  readonly 'frames/s': number;
  readonly 'loss %': number;
  readonly 'CPU us/frame': number;
  readonly 'idle MiB': number;
  readonly 'MiB after': number;
  readonly [quantity: string]: number;
}

/** Compiles the client; returns the program's path. Throws with the compiler's words if it fails. */
export function buildFloodClient(folder: string): string {
  const program = join(folder, 'flood-client');
  const source = join(import.meta.dirname, 'flood-client.c');
  const options = ['-O2', '-Wall', '-Wextra', '-Werror', '-o', program, source, '-lvdeplug'];
  execFileSync('cc', options, { stdio: ['ignore', 'ignore', 'inherit'] });
  return program;
}

function figuresOf(pattern: RegExpMatchArray): { count: number; seconds: number } {
  return { count: Number(pattern[1]), seconds: Number(pattern[2]) };
}

async function joined(program: RunningProgram): Promise<RunningProgram> {
  await program.printed(/ready/);
  return program;
}

/** Sends as fast as the sender can; resolves when the last frame has come. */
export async function flood(
  client: string,
  network: Network,
  { bytes, addresses, others, seconds }: FloodSettings,
): Promise<FloodResult> {
  const programs: RunningProgram[] = [];
  const start = (...args: (string | number)[]) => {
    const program = startProgram(client, args.map(String));
    programs.push(program);
    return joined(program);
  };
  try {
    const idle = residentMegabytes(network.pids);
    if (others > 0) await start('hold', network.first, others);
    const sender = await start('send', network.last, addresses, bytes, seconds);
    // The last to join: vde_switch forgets what it has learned whenever a client comes.
    const receiver = await start('receive', network.first, addresses, QUIET_MS);
    const before = processorSeconds(network.pids);
    sender.type('go\n');
    const withinMs = seconds * 1000 + 60_000;
    const sent = figuresOf(await sender.printed(/"sent": (\d+), "seconds": ([\d.]+)/, withinMs));
    const got = figuresOf(
      await receiver.printed(/"received": (\d+), "seconds": ([\d.]+)/, withinMs),
    );
    const used = processorSeconds(network.pids) - before;
    return {
      'frames/s': got.count / got.seconds,
      'loss %': (1 - got.count / sent.count) * 100,
      'CPU us/frame': (used / got.count) * 1e6,
      'idle MiB': idle,
      'MiB after': residentMegabytes(network.pids),
    };
  } finally {
    for (const program of programs) await program.stop();
  }
}
