/**
 * Whether KVM works, proved by running a guest: /dev/kvm may exist and QEMU hang all the same, as in
 * nested virtualisation. The guest is one boot sector that writes to QEMU's `isa-debug-exit` device;
 * QEMU then ends with a code that nothing else produces.
 */
import { randomBytes } from 'node:crypto';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { release, tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { parseJson } from '../../../shared/json-check';
import { readRegular } from '../../document/regular-file';
import { dataDirectory } from '../../lab/directories';
import { lastLines } from '../output-tail';
import { type ProgramResult, runProgram } from '../run-program';
import { type Accelerator, programOf } from './qemu-machine';

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
const EXIT_PORT = 0xf4;
const EXIT_VALUE = 0x2a;
/** isa-debug-exit ends QEMU with (value << 1) | 1. */
const PROVED = (EXIT_VALUE << 1) | 1;

/** A boot sector: `mov al, value; out port, al; hlt` and back to the halt. */
export function exitSector(): Buffer {
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

/** What can be seen without running anything. */
function obstacle(): string | null {
  if (!existsSync('/dev/kvm')) return 'This computer has no /dev/kvm.';
  try {
    accessSync('/dev/kvm', constants.R_OK | constants.W_OK);
    return null;
  } catch {
    return 'You may not use /dev/kvm.';
  }
}

/**
 * An answer is good for one kernel and one QEMU; a no also only until the next boot, because nested
 * virtualisation is a setting that may be changed.
 */
async function keyOf(works: boolean): Promise<string> {
  const version = (await runProgram(QEMU_PROGRAM, ['--version'], 5000)).stdout.split('\n')[0] ?? '';
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  return [release(), version, ...(works ? [] : [boot])].join(' / ');
}

const memorySchema = answerSchema.extend({ key: z.string() });

async function remembered(file: string): Promise<KvmAnswer | null> {
  try {
    const { key, ...answer } = memorySchema.parse(parseJson(await readRegular(file)));
    return key === (await keyOf(answer.works)) ? answer : null;
  } catch {
    // Never asked, or not readable: ask again.
    return null;
  }
}

/** An answer that cannot be written down is as good; it is found again at the next start. */
async function remember(folder: string, file: string, answer: KvmAnswer): Promise<void> {
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(draft, JSON.stringify({ key: await keyOf(answer.works), ...answer }));
    await rename(draft, file);
  } catch (error) {
    console.error('vdelab: whether KVM works could not be remembered:', error);
    await rm(draft, { force: true }).catch(() => {});
  }
}

/**
 * Whether KVM works here; asked once and remembered in the folder.
 *
 * @param again does not believe a remembered no
 */
export async function probeKvm(folder = dataDirectory(), again = false): Promise<KvmAnswer> {
  const reason = obstacle();
  if (reason !== null) return { works: false, reason, detail: '' };
  const file = join(folder, 'kvm-probe.json');
  const known = await remembered(file);
  if (known !== null && (known.works || !again)) return known;
  const answer = await runExitSector('kvm');
  await remember(folder, file, answer);
  return answer;
}

let inMemory: Promise<KvmAnswer> | null = null;

/** {@link probeKvm} once in the life of this process, unless it is to be asked again. */
export function kvmAnswer(again = false): Promise<KvmAnswer> {
  if (again) inMemory = probeKvm(dataDirectory(), true);
  inMemory ??= probeKvm();
  return inMemory;
}
