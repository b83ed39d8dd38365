/** Whether a QEMU machine runs in QEMU's own sandbox. */
import { statSync } from 'node:fs';
import type { QemuNode } from '../../../shared/document/topology';
import { findProgram } from '../../system/processes/find-program';
import { runProgram } from '../../system/processes/run-program';
import { SANDBOX } from './qemu-args';

/** It answers at once; a computer that is busy may take longer. */
const ANSWER_LIMIT_MS = 20_000;
const MISSING = { throwIfNoEntry: false } as const;
const known = new Map<string, Promise<boolean | null>>();

/** QEMU goes through its options in order, so it refuses the sandbox before it prints its version. */
async function knowsSandbox(program: string): Promise<boolean | null> {
  const { code } = await runProgram(program, [...SANDBOX, '-version'], ANSWER_LIMIT_MS);
  // It took too long or was killed: not decided.
  return code === null ? null : code === 0;
}

/**
 * Yes, where this QEMU was built with it. Arguments of the user's own may be about programs that QEMU is to
 * start, so a machine with such runs without. Asked once for each program,
 * and again when it was replaced.
 */
export async function isSandboxed(node: QemuNode, program: string): Promise<boolean> {
  if (node.arguments.length > 0) return false;
  const { ino = 0, mtimeMs = 0 } = statSync(findProgram(program) ?? program, MISSING) ?? {};
  const key = `${program} ${ino} ${mtimeMs}`;
  const answer = known.get(key) ?? knowsSandbox(program);
  known.set(key, answer);
  const isSure = (await answer) !== null;
  if (!isSure) known.delete(key);
  return (await answer) ?? false;
}
