/**
 * Whether KVM works, proved by running a guest: /dev/kvm may exist and QEMU hang all the same, as in
 * nested virtualisation. The guest is one boot sector that writes to QEMU's `isa-debug-exit` device;
 * QEMU then ends with a code that nothing else produces.
 */
import { randomBytes } from 'node:crypto';
import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { release, tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { parseJson } from '../../../shared/text/json-check';
import { dataDirectory } from '../../system/files/directories';
import { readRegular } from '../../system/files/regular-file';
import { lastLines } from '../../system/processes/output-tail';
import { type ProgramResult, runProgram } from '../../system/processes/run-program';
import { type Accelerator, programOf } from './qemu-machine';

/** Reasons that can be seen without running a guest. */
export const NO_KVM = 'This computer has no /dev/kvm.';
export const KVM_FORBIDDEN = 'You may not use /dev/kvm.';

const answerSchema = z.object({
  works: z.boolean(),
  /** Why not, as one sentence; empty if it works. */
  reason: z.string(),
  /** QEMU's own words on it; may be empty. */
  detail: z.string(),
});
export type KvmAnswer = z.infer<typeof answerSchema>;

/** The guest is a PC's, so only its program can run it. */
const QEMU_PROGRAM = programOf('x86_64');
/** Enough for KVM, which needs 0.2 s; a hanging guest never answers. */
export const PROBE_LIMIT_MS = 2000;
/** For the second try: a computer may just have been busy. */
export const SECOND_LIMIT_MS = 5000;
/** How long a no is believed: what kept KVM from working may be over. */
const NO_LASTS_MS = 10 * 60 * 1000;
const EXIT_PORT = 0xf4;
const EXIT_VALUE = 0x2a;
/** isa-debug-exit ends QEMU with (value << 1) | 1. */
const PROVED = (EXIT_VALUE << 1) | 1;

/** A boot sector: `mov al, value; out port, al; hlt` and back to the halt. */
function exitSector(): Buffer {
  const sector = Buffer.alloc(512);
  Buffer.from([0xb0, EXIT_VALUE, 0xe6, EXIT_PORT, 0xf4, 0xeb, 0xfd]).copy(sector);
  sector.writeUInt16LE(0xaa55, 510);
  return sector;
}

/** Runs the boot sector; exported so that it can be proved where KVM is missing, with TCG. */
export async function runExitSector(
  accelerator: Accelerator,
  limitMs = PROBE_LIMIT_MS,
): Promise<KvmAnswer> {
  const folder = await mkdtemp(join(tmpdir(), 'vdelab-probe-'));
  try {
    const sector = join(folder, 'sector.img');
    await writeFile(sector, exitSector());
    const cpu = accelerator === 'kvm' ? 'host' : 'max';
    const drive = `file=${sector},format=raw,if=floppy,readonly=on`;
    const exit = `isa-debug-exit,iobase=${EXIT_PORT},iosize=1`;
    const machine = ['-accel', accelerator, '-cpu', cpu, '-m', '16M', '-nodefaults'];
    const rest = ['-display', 'none', '-no-reboot', '-drive', drive, '-device', exit];
    return judge(await runProgram(QEMU_PROGRAM, [...machine, ...rest], limitMs));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function judge(result: ProgramResult): KvmAnswer {
  if (result.code === PROVED) return { works: true, reason: '', detail: '' };
  const how = result.timedOut ? 'hangs' : 'fails';
  const reason = `/dev/kvm is there, but a test guest ${how} on it.`;
  return { works: false, reason, detail: lastLines(result.stderr, 1) };
}

/** A no of a guest that hung is tried twice. */
async function prove(): Promise<KvmAnswer> {
  const first = await runExitSector('kvm');
  const hung = !first.works && first.reason.includes('hangs');
  return hung ? runExitSector('kvm', SECOND_LIMIT_MS) : first;
}

/** What can be seen without running anything. */
function obstacle(): string | null {
  if (!existsSync('/dev/kvm')) return NO_KVM;
  try {
    accessSync('/dev/kvm', constants.R_OK | constants.W_OK);
    return null;
  } catch {
    return KVM_FORBIDDEN;
  }
}

/** What of the computer a no depends on: the boot, the device, the settings of the module. */
function place(): string[] {
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  const { ino = 0, ctimeMs = 0 } = statSync('/dev/kvm', { throwIfNoEntry: false }) ?? {};
  const nested = ['kvm_intel', 'kvm_amd'].map((name) => {
    try {
      return readFileSync(`/sys/module/${name}/parameters/nested`, 'utf8').trim();
    } catch {
      // The module of another processor.
      return '-';
    }
  });
  return [boot, `${ino} ${ctimeMs}`, ...nested];
}

/** An answer is good for one kernel and one QEMU; a no also only where nothing has changed that may matter. */
async function keyOf(works: boolean): Promise<string> {
  const version = (await runProgram(QEMU_PROGRAM, ['--version'], 5000)).stdout.split('\n')[0] ?? '';
  return [release(), version, ...(works ? [] : place())].join(' / ');
}

const memorySchema = answerSchema.extend({ key: z.string(), triedAt: z.number() });

/** Where an answer is remembered. */
const fileIn = (folder: string) => join(folder, 'kvm-probe.json');

const isOld = (triedAt: number) => Math.abs(Date.now() - triedAt) > NO_LASTS_MS;

async function remembered(folder: string): Promise<KvmAnswer | null> {
  try {
    const text = await readRegular(fileIn(folder));
    const { key, triedAt, ...answer } = memorySchema.parse(parseJson(text));
    if (!answer.works && isOld(triedAt)) return null;
    return key === (await keyOf(answer.works)) ? answer : null;
  } catch {
    // Never asked, or not readable: ask again.
    return null;
  }
}

async function remember(folder: string, answer: KvmAnswer): Promise<void> {
  await mkdir(folder, { recursive: true });
  const draft = `${fileIn(folder)}.${randomBytes(6).toString('hex')}`;
  const known = { key: await keyOf(answer.works), triedAt: Date.now(), ...answer };
  await writeFile(draft, JSON.stringify(known));
  await rename(draft, fileIn(folder));
}

/**
 * Whether KVM works here; asked once and remembered in the folder.
 *
 * @param again does not believe a remembered no
 */
export async function probeKvm(folder = dataDirectory(), again = false): Promise<KvmAnswer> {
  const reason = obstacle();
  if (reason !== null) return { works: false, reason, detail: '' };
  const known = await remembered(folder);
  if (known !== null && (known.works || !again)) return known;
  const answer = await prove();
  // What cannot be written is asked again.
  await remember(folder, answer).catch(() => {});
  return answer;
}

/** Takes back a yes that was wrong: a machine could not be run on KVM. */
export async function forgetKvm(folder = dataDirectory()): Promise<void> {
  inMemory = null;
  await rm(fileIn(folder), { force: true });
}

interface Asked {
  readonly answer: Promise<KvmAnswer>;
  readonly at: number;
}

let inMemory: Asked | null = null;

/**
 * {@link probeKvm} once in the life of this process, as long as it works. A no is asked again when it is old, and when
 * that is wanted; what can be seen without a guest is looked at each time.
 */
export async function kvmAnswer(again = false): Promise<KvmAnswer> {
  const asked = inMemory;
  const known = await asked?.answer;
  const isGood = known !== undefined && (known.works || !(again || isOld(asked!.at)));
  if (isGood && inMemory === asked && obstacle() === null) return known;
  // Several that ask at the same time wait for one proof.
  if (inMemory === asked) inMemory = { answer: probeKvm(dataDirectory(), again), at: Date.now() };
  return inMemory!.answer;
}
