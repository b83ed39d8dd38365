/**
 * Whether a User-Mode Linux kernel runs on this computer's processor, proved by running a first process in
 * it. A table would not do: what a kernel cannot cope with is what the host says of its processor.
 *
 * Known to fail: kernels with "um: add extended processor state save/restore support" (a78ff1112263, of 2016)
 * and without "um: switch to regset API and depend on XSTATE" (3f17fed21491, in Linux 6.13), on processors with
 * AMX. They keep register state in a buffer of a fixed size, and the host refuses to set that of the first
 * process, which is larger by the 8 KiB of AMX tiles. Debian 12's 6.1 is one of them.
 *
 * The proof executes the kernel: see may-run-unasked.ts for when it may be made.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileDigest } from '../../system/files/file-digest';
import { lastLines } from '../../system/processes/output-tail';
import { type ProgramResult, runProgram } from '../../system/processes/run-program';
import { causeOf } from '../diagnosis/cause';
import { resourceCauses } from '../diagnosis/computer-causes';
import { FIRST_WORD, firstProcessDisk, NO_FORK_WORD } from './first-process';
import { memoryEnvironment, memoryFolder } from './memory-folder';
import { isForeignProgram, type ProcessorFacts, processorFacts } from './processor';
import { ProofMemory, type UmlProof } from './proof-memory';
import { placeCauses } from './uml-causes';

/** A busy computer takes some seconds; a kernel that hangs never answers. */
const PROOF_LIMIT_MS = 20_000;
/**
 * With address space randomisation a kernel adds up to 1 GiB of holes to its physical memory, whose table
 * of pages takes 16 MiB of this. Only what is used is taken from the host.
 */
const MEMORY_MIB = 96;
const PROVED = { id: 'proof', name: 'The proof', memory: MEMORY_MIB };

/** Runs the first process, without any memory of it; null when it was not decided within the limit. */
export async function runFirstProcess(
  kernel: string,
  limitMs = PROOF_LIMIT_MS,
): Promise<UmlProof | null> {
  const folder = await mkdtemp(join(tmpdir(), 'vdelab-proof-'));
  try {
    const disk = join(folder, 'first.cpio');
    await writeFile(disk, firstProcessDisk());
    const machine = [`mem=${MEMORY_MIB}M`, `initrd=${disk}`, 'umid=proof', `uml_dir=${folder}/`];
    const consoles = ['con0=null,fd:1', 'con=null', 'ssl=null'];
    const result = await runProgram(kernel, [...machine, ...consoles], limitMs, {
      directory: folder,
      environment: { HOME: folder, ...memoryEnvironment(memoryFolder(PROVED)) },
    });
    return judge(result, processorFacts());
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const PANIC = /Kernel panic - not syncing: .*|.*set fp regs failed.*|.*put_fp_registers.*/gi;

/** What a run shows; null if it shows nothing. Pure. */
export function judge(result: ProgramResult, processor: ProcessorFacts): UmlProof | null {
  const { stdout, stderr, timedOut } = result;
  if (stdout.includes(FIRST_WORD)) return { runs: true, reason: '', detail: '' };
  if (stdout.includes(NO_FORK_WORD)) {
    const reason = 'cannot start a second process on this computer’s processor';
    return { runs: false, reason, detail: NO_FORK_WORD };
  }
  const words = `${stdout}\n${stderr}`;
  const panics = words.match(PANIC);
  // What of this computer keeps any kernel from running says nothing about this one.
  if ((timedOut && panics === null) || isAboutThePlace(words)) return null;
  const detail = panics === null ? lastLines(words, 3) : panics.slice(-3).join('\n').trim();
  const fails = 'ends before its first process runs';
  const reason = isAboutRegisters(words, panics !== null && processor.hasAmx)
    ? `${fails}: it has too little room for the registers of this computer’s processor${processor.hasAmx ? ', which has AMX' : ''}`
    : `${fails} on this computer’s processor`;
  return { runs: false, reason, detail };
}

/** No room for the guest's memory, a folder that is noexec, a library that is missing. */
function isAboutThePlace(words: string): boolean {
  return causeOf(words, [...placeCauses, ...resourceCauses], PROVED) !== null;
}

/** By what the kernel said, or by its version where the processor is one on which older kernels panic. */
function isAboutRegisters(words: string, panicsWithAmx: boolean): boolean {
  if (/fp regs|put_fp_registers/i.test(words)) return true;
  const [, major, minor] = /Linux version (\d+)\.(\d+)/.exec(words) ?? [];
  const isOlder = Number(major) < 6 || (Number(major) === 6 && Number(minor) < 13);
  return panicsWithAmx && isOlder;
}

/** A no is tried twice: where a kernel puts its memory is chance. */
async function proved(kernel: string): Promise<UmlProof | null> {
  const first = await runFirstProcess(kernel);
  return first === null || first.runs ? first : runFirstProcess(kernel);
}

const underWay = new Map<string, Promise<UmlProof | null>>();

export interface ProofOptions {
  /** Does not believe a remembered no. */
  readonly again?: boolean;
  readonly memory?: ProofMemory;
}

/**
 * Whether the kernel runs here; proved once for its content and the processor, and remembered. Executes it.
 * Null if that was not decided: it is for another processor than the test program, or took too long.
 */
export async function umlProof(
  kernel: string,
  { again = false, memory = new ProofMemory() }: ProofOptions = {},
): Promise<UmlProof | null> {
  if (await isForeignProgram(kernel)) return null;
  const digest = await fileDigest(kernel);
  const key = `${digest} ${again}`;
  const running = underWay.get(key) ?? ask(kernel, digest, again, memory);
  underWay.set(key, running);
  return running.finally(() => underWay.delete(key));
}

async function ask(
  kernel: string,
  digest: string,
  again: boolean,
  memory: ProofMemory,
): Promise<UmlProof | null> {
  const known = await memory.recall(digest);
  if (known !== null && (known.runs || !again)) return known;
  const proof = await proved(kernel);
  // What cannot be written is asked again.
  if (proof !== null) await memory.remember(digest, proof).catch(() => {});
  return proof;
}
