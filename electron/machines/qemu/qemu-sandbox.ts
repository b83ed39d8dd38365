/** Whether a QEMU machine runs in QEMU's own sandbox. */
import type { QemuNode } from '../../../shared/topology';
import { runProgram } from '../run-program';
import { SANDBOX } from './qemu-args';

/** It answers at once; a computer that is busy may take longer. */
const ANSWER_LIMIT_MS = 20_000;
const known = new Map<string, Promise<boolean>>();

/** QEMU goes through its options in order, so it refuses the sandbox before it prints its version. */
async function knowsSandbox(program: string): Promise<boolean> {
  const { code } = await runProgram(program, [...SANDBOX, '-version'], ANSWER_LIMIT_MS);
  return code === 0;
}

/**
 * Yes, where this QEMU was built with it. Arguments of the user's own may be about programs that QEMU is to
 * start, so a machine with such runs without. Asked once for each program.
 */
export async function isSandboxed(node: QemuNode, program: string): Promise<boolean> {
  if (node.arguments.length > 0) return false;
  const answer = known.get(program) ?? knowsSandbox(program);
  known.set(program, answer);
  return answer;
}
