/**
 * The smallest guest that shows whether a User-Mode Linux kernel can run processes: an initial ramdisk of one
 * console and one program, which forks, writes whether that went well and switches the machine off. Pure.
 */

/** What the program prints: a process that cannot fork is of no use, since nothing could be run beside it. */
export const FIRST_WORD = 'vdelab: a first process runs';
export const NO_FORK_WORD = 'vdelab: the first process cannot fork';

const SYS_WRITE = 1;
const SYS_FORK = 57;
const SYS_EXIT = 60;
const SYS_REBOOT = 169;
/** reboot(2): LINUX_REBOOT_MAGIC1, LINUX_REBOOT_MAGIC2, LINUX_REBOOT_CMD_POWER_OFF. */
const REBOOT_MAGIC = [0xfee1dead, 0x28121969, 0x4321fedc] as const;

const BASE = 0x400000;
const ELF_HEADER_BYTES = 64;
const PROGRAM_HEADER_BYTES = 56;
const CODE_AT = ELF_HEADER_BYTES + PROGRAM_HEADER_BYTES;
const PAGE_BYTES = 0x1000;

function word32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

/** `mov eax, number; mov edi, …; mov esi, …; mov edx, …; syscall` */
function systemCall(number: number, [first, second, third]: readonly [number, number, number]) {
  const moves: [opcode: number, value: number][] = [
    [0xb8, number],
    [0xbf, first],
    [0xbe, second],
    [0xba, third],
  ];
  return Buffer.concat([
    ...moves.flatMap(([opcode, value]) => [Buffer.of(opcode), word32(value)]),
    Buffer.of(0x0f, 0x05),
  ]);
}

const NO_ARGUMENTS = [0, 0, 0] as const;

/** Writes a line and switches the machine off. */
function lastWords(textAt: number, bytes: number): Buffer {
  return Buffer.concat([
    systemCall(SYS_WRITE, [1, textAt, bytes]),
    systemCall(SYS_REBOOT, REBOOT_MAGIC),
    // jmp to itself: a process that ends would be one more panic.
    Buffer.of(0xeb, 0xfe),
  ]);
}

/** `test eax, eax` and a conditional jump over as many bytes. */
function jumpOver(opcode: number, bytes: number): Buffer {
  return Buffer.of(0x85, 0xc0, opcode, bytes);
}
const JNS = 0x79;
const JNZ = 0x75;

/** An x86-64 program in one segment, after elf(5). */
function program(): Buffer {
  const texts = [NO_FORK_WORD, FIRST_WORD].map((word) => Buffer.from(`${word}\n`));
  const codeAfter = (textAt: number) => {
    const refused = lastWords(textAt, texts[0]!.length);
    const child = systemCall(SYS_EXIT, NO_ARGUMENTS);
    return Buffer.concat([
      systemCall(SYS_FORK, NO_ARGUMENTS),
      jumpOver(JNS, refused.length),
      refused,
      jumpOver(JNZ, child.length),
      child,
      lastWords(textAt + texts[0]!.length, texts[1]!.length),
    ]);
  };
  const code = codeAfter(BASE + CODE_AT + codeAfter(0).length);
  const content = Buffer.concat([code, ...texts]);
  return Buffer.concat([elfHeader(), programHeader(CODE_AT + content.length), content]);
}

function elfHeader(): Buffer {
  const header = Buffer.alloc(ELF_HEADER_BYTES);
  // Magic, 64 bits, little-endian, version 1.
  header.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  header.writeUInt16LE(2, 16); // ET_EXEC
  header.writeUInt16LE(62, 18); // EM_X86_64
  header.writeUInt32LE(1, 20);
  header.writeBigUInt64LE(BigInt(BASE + CODE_AT), 24);
  header.writeBigUInt64LE(BigInt(ELF_HEADER_BYTES), 32);
  header.writeUInt16LE(ELF_HEADER_BYTES, 52);
  header.writeUInt16LE(PROGRAM_HEADER_BYTES, 54);
  header.writeUInt16LE(1, 56);
  return header;
}

function programHeader(bytes: number): Buffer {
  const header = Buffer.alloc(PROGRAM_HEADER_BYTES);
  header.writeUInt32LE(1, 0); // PT_LOAD
  header.writeUInt32LE(5, 4); // readable, executable
  header.writeBigUInt64LE(BigInt(BASE), 16);
  header.writeBigUInt64LE(BigInt(BASE), 24);
  header.writeBigUInt64LE(BigInt(bytes), 32);
  header.writeBigUInt64LE(BigInt(bytes), 40);
  header.writeBigUInt64LE(BigInt(PAGE_BYTES), 48);
  return header;
}

interface Entry {
  readonly name: string;
  readonly mode: number;
  readonly data?: Buffer;
  /** Major and minor number of a device. */
  readonly device?: readonly [number, number];
}

const padded = (bytes: Buffer) => Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);

/** One entry of a `newc` archive, after Documentation/driver-api/early-userspace/buffer-format.rst. */
function archived({ name, mode, data = Buffer.alloc(0), device = [0, 0] }: Entry): Buffer {
  const fields = [0, mode, 0, 0, 1, 0, data.length, 0, 0, ...device, name.length + 1, 0];
  const head = `070701${fields.map((field) => field.toString(16).padStart(8, '0')).join('')}`;
  return Buffer.concat([padded(Buffer.from(`${head}${name}\0`)), padded(data)]);
}

/** The initial ramdisk. */
export function firstProcessDisk(): Buffer {
  return Buffer.concat(
    [
      { name: 'dev', mode: 0o40755 },
      { name: 'dev/console', mode: 0o20600, device: [5, 1] as const },
      { name: 'init', mode: 0o100755, data: program() },
      { name: 'TRAILER!!!', mode: 0 },
    ].map(archived),
  );
}
