/** What of this computer decides whether a User-Mode Linux kernel runs on it: its processor and its kernel. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { release } from 'node:os';

export interface ProcessorFacts {
  /** The same for processors that are alike: their make and what they can do. */
  readonly identity: string;
  /** Whether it has the tiles of Advanced Matrix Extensions. */
  readonly hasAmx: boolean;
}

const IDENTITY = /^(vendor_id|cpu family|model|stepping|flags|Features)\s*:\s*(.*)$/;

/** From the text of /proc/cpuinfo, where a paragraph stands for each processor. Pure. */
export function factsOfCpuinfo(text: string): ProcessorFacts {
  const [first = ''] = text.split('\n\n');
  const known = first.split('\n').flatMap((line) => {
    const [, name, value] = IDENTITY.exec(line) ?? [];
    return name === undefined ? [] : [`${name}=${value}`];
  });
  const identity = createHash('sha256').update(known.join('\n')).digest('hex').slice(0, 16);
  return { identity, hasAmx: /\bamx_tile\b/.test(first) };
}

/** The facts of this computer; its kernel counts, for it decides which state a process has. */
export function processorFacts(): ProcessorFacts {
  const { identity, hasAmx } = factsOfCpuinfo(readFileSync('/proc/cpuinfo', 'utf8'));
  return { identity: `${identity} ${release()}`, hasAmx };
}

const EM_X86_64 = 62;

/** Whether the file is a program for another processor than x86-64, see elf(5). A script is for none. */
export async function isForeignProgram(path: string): Promise<boolean> {
  const file = await open(path, 'r').catch(() => null);
  if (file === null) return false;
  try {
    const head = Buffer.alloc(20);
    const { bytesRead } = await file.read(head, 0, head.length, 0);
    const isElf = bytesRead === head.length && head.readUInt32BE(0) === 0x7f454c46;
    return isElf && (head[4] !== 2 || head.readUInt16LE(18) !== EM_X86_64);
  } finally {
    await file.close();
  }
}
