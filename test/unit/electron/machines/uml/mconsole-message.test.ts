import { describe, expect, it } from 'vitest';
import {
  MCONSOLE_REPLY_BYTES,
  MconsoleAnswer,
  mconsoleRequest,
  parseMconsoleReply,
} from '../../../../../electron/machines/uml/mconsole-message';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const fromHex = (text: string) => new Uint8Array(Buffer.from(text.replaceAll(' ', ''), 'hex'));

/** What Linux 6.1 answered to `version`, up to the name. */
const VERSION = fromHex('00000000 00000000 06000000 4c696e757800');

describe('A request to the management console', () => {
  it('has the magic number, the version, the length and the command', () => {
    expect(hex(mconsoleRequest('halt'))).toBe('bebafeca020000000400000068616c74');
  });

  it('leaves the kernel room for its NUL', () => {
    expect(mconsoleRequest('x'.repeat(511))).toHaveLength(523);
    expect(() => mconsoleRequest('x'.repeat(512))).toThrow(RangeError);
    expect(() => mconsoleRequest('é'.repeat(256))).toThrow(RangeError);
  });
});

describe('A reply of the management console', () => {
  it('is its text up to the NUL', () => {
    expect(parseMconsoleReply(VERSION)).toEqual({ failed: false, more: false, text: 'Linux' });
    const followed = fromHex('00000000 01000000 04000000 41004200 ffff');
    expect(parseMconsoleReply(followed)).toEqual({ failed: false, more: true, text: 'A' });
  });

  it('may be a refusal, and empty', () => {
    const refused = fromHex('01000000 00000000 00000000');
    expect(parseMconsoleReply(refused)).toEqual({ failed: true, more: false, text: '' });
  });

  it('is nothing when it is cut anywhere', () => {
    for (let length = 0; length < VERSION.length; length++) {
      expect(parseMconsoleReply(VERSION.subarray(0, length))).toBeNull();
    }
  });

  it('is nothing when it is too long, or of version 0', () => {
    const full = new Uint8Array(MCONSOLE_REPLY_BYTES);
    new DataView(full.buffer).setUint32(8, 512, true);
    expect(parseMconsoleReply(full.fill(65, 12))?.text).toHaveLength(512);
    expect(parseMconsoleReply(new Uint8Array(MCONSOLE_REPLY_BYTES + 1))).toBeNull();
    expect(parseMconsoleReply(Buffer.from('ERR Version 0 mconsole clients'))).toBeNull();
  });

  it('is read at its place in a larger memory', () => {
    const memory = new Uint8Array(64).fill(255);
    memory.set(VERSION, 8);
    expect(parseMconsoleReply(memory.subarray(8, 8 + VERSION.length))?.text).toBe('Linux');
  });
});

describe('An answer of the management console', () => {
  const reply = (more: number, text: string) => {
    const bytes = new Uint8Array(12 + text.length);
    new DataView(bytes.buffer).setUint32(4, more, true);
    new DataView(bytes.buffer).setUint32(8, text.length, true);
    bytes.set(new TextEncoder().encode(text), 12);
    return bytes;
  };

  it('is the text of all its replies', () => {
    const answer = new MconsoleAnswer();
    expect(answer.take(reply(1, 'one '))).toBeNull();
    expect(answer.take(reply(0, 'two'))).toEqual({ text: 'one two' });
  });

  it('is refused in the words of the kernel', () => {
    const refused = fromHex('01000000 00000000 02000000 6e6f');
    expect(new MconsoleAnswer().take(refused)).toEqual({ refusal: 'no' });
    expect(new MconsoleAnswer().take(new Uint8Array(3))).toHaveProperty('refusal');
  });

  it.each(['x'.repeat(500), ''])('is given up when it never ends', (text) => {
    const answer = new MconsoleAnswer();
    let taken = 0;
    let last = answer.take(reply(1, text));
    for (; last === null && taken < 100_000; taken++) last = answer.take(reply(1, text));
    expect(last).toEqual({ refusal: 'the answer does not end' });
  });
});
