/**
 * The datagrams of User-Mode Linux's management console, version 2, after arch/um/drivers/mconsole.h
 * and mconsole_user.c of Linux. Numbers are in the host's byte order, which is little-endian wherever
 * UML runs.
 *
 *     request: u32 magic 0xcafebabe | u32 version | u32 length | command, up to 511 bytes
 *     reply:   u32 error            | u32 more    | u32 length | text with a NUL, up to 512 bytes
 *
 * A long answer comes in several replies; all but the last say `more`.
 */

const MAGIC = 0xcafebabe;
const VERSION = 2;
const HEADER_BYTES = 12;
const MAX_DATA_BYTES = 512;

export const MCONSOLE_REPLY_BYTES = HEADER_BYTES + MAX_DATA_BYTES;

export interface MconsoleReply {
  /** The command was refused; the text says why. */
  readonly failed: boolean;
  /** The answer goes on in the next datagram. */
  readonly more: boolean;
  readonly text: string;
}

/** The datagram for a command, like `sysrq s`; throws a RangeError if the kernel has no room for it. */
export function mconsoleRequest(command: string): Uint8Array {
  const data = new TextEncoder().encode(command);
  // The kernel puts a NUL behind it.
  if (data.length >= MAX_DATA_BYTES) throw new RangeError(`not a console command: ${command}`);
  const bytes = new Uint8Array(HEADER_BYTES + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, VERSION, true);
  view.setUint32(8, data.length, true);
  bytes.set(data, HEADER_BYTES);
  return bytes;
}

/** What a datagram says, or null if it is no reply of version 2 or was cut short. */
export function parseMconsoleReply(bytes: Uint8Array): MconsoleReply | null {
  if (bytes.length < HEADER_BYTES || bytes.length > MCONSOLE_REPLY_BYTES) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const length = view.getUint32(8, true);
  if (HEADER_BYTES + length > bytes.length) return null;
  const data = bytes.subarray(HEADER_BYTES, HEADER_BYTES + length);
  const nul = data.indexOf(0);
  return {
    failed: view.getUint32(0, true) !== 0,
    more: view.getUint32(4, true) !== 0,
    text: new TextDecoder().decode(nul < 0 ? data : data.subarray(0, nul)),
  };
}

/** More than the kernel has to say to any command: /proc/mounts of a guest with some thousand mounts. */
export const MAX_ANSWER_CHARACTERS = 1 << 20;
/** Replies of one answer, for those that say nothing. */
export const MAX_REPLIES = 1 << 12;

/** An answer that comes in several replies. */
export class MconsoleAnswer {
  #text = '';
  #replies = 0;

  /**
   * Takes the next datagram. Returns the whole answer, null while it goes on, or why it is none: the
   * kernel's words, or ours about it.
   */
  take(bytes: Uint8Array): { readonly text: string } | { readonly refusal: string } | null {
    const reply = parseMconsoleReply(bytes);
    if (reply === null) return { refusal: 'the answer is none of version 2' };
    if (reply.failed) return { refusal: reply.text };
    this.#text += reply.text;
    if (this.#text.length > MAX_ANSWER_CHARACTERS || ++this.#replies > MAX_REPLIES) {
      return { refusal: 'the answer does not end' };
    }
    return reply.more ? null : { text: this.#text };
  }
}
