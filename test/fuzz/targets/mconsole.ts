/** The answers of a User-Mode Linux kernel's management console; the guest's root may be that kernel. */
import {
  MAX_ANSWER_CHARACTERS,
  MAX_REPLIES,
  MCONSOLE_REPLY_BYTES,
  MconsoleAnswer,
  mconsoleRequest,
  parseMconsoleReply,
} from '../../../electron/machines/uml/mconsole-message';
import { hasWritableDisk } from '../../../electron/machines/uml/uml-halt';
import { Tape } from '../tape';
import { bytesOf, type FuzzTarget, fuelPerByte, promise, utf8Of } from '../target';

function reply(failed: boolean, more: boolean, text: string): Uint8Array {
  const words = bytesOf(text);
  const bytes = new Uint8Array(12 + words.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, Number(failed), true);
  view.setUint32(4, Number(more), true);
  view.setUint32(8, words.length, true);
  bytes.set(words, 12);
  return bytes;
}

/** Datagrams of an input, each behind its length. */
function datagramsOf(input: Uint8Array): Uint8Array[] {
  const tape = new Tape(input);
  const found: Uint8Array[] = [];
  while (!tape.isOver) found.push(tape.take(tape.word() % (MCONSOLE_REPLY_BYTES + 8)));
  return found;
}

function checkRequest(command: string): void {
  try {
    const bytes = mconsoleRequest(command);
    promise(bytes.length < MCONSOLE_REPLY_BYTES, 'the request is too long for the kernel');
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
}

function run(input: Uint8Array): void {
  const datagrams = datagramsOf(input);
  const answer = new MconsoleAnswer();
  let length = 0;
  for (const bytes of datagrams) {
    const one = parseMconsoleReply(bytes);
    promise((one?.text.length ?? 0) <= MCONSOLE_REPLY_BYTES, 'a text is longer than its datagram');
    const taken = answer.take(bytes);
    if (taken === null) continue;
    if ('text' in taken) {
      length = taken.text.length;
      hasWritableDisk(taken.text);
      checkRequest(taken.text.slice(0, 600));
    }
    break;
  }
  promise(length <= MAX_ANSWER_CHARACTERS, 'an answer is too long');
  checkWithoutEnd(input);
  checkRequest(utf8Of(input));
}

/** A kernel that always has more to say is given up, also one that says nothing. */
function checkWithoutEnd(input: Uint8Array): void {
  if (input.length < 500 || input[0] !== 1) return;
  const words = 'x'.repeat(input[1]! * 2);
  const endless = reply(false, true, words);
  const answer = new MconsoleAnswer();
  const most = words === '' ? MAX_REPLIES : Math.ceil(MAX_ANSWER_CHARACTERS / words.length);
  let taken = 0;
  while (taken <= most && answer.take(endless) === null) taken++;
  promise(taken <= most, 'an answer without end is taken');
}

const framed = (datagram: Uint8Array) =>
  Uint8Array.of(datagram.length & 255, datagram.length >> 8, ...datagram);

export const mconsole: FuzzTarget = {
  name: 'mconsole',
  modules: ['electron/machines/uml/mconsole-message', 'electron/machines/uml/uml-halt'],
  seeds: [
    framed(reply(false, false, 'OK\n\0')),
    framed(reply(true, false, 'no such command')),
    Uint8Array.of(
      ...framed(reply(false, true, '/dev/root / ext4 rw,relatime 0 0\n')),
      ...framed(reply(false, false, 'proc /proc proc ro 0 0\n')),
    ),
    Uint8Array.of(1, ...new Uint8Array(500)),
  ],
  maxBytes: 2_048,
  fuel: fuelPerByte(200, 500_000),
  limitMs: 100,
  run,
};
