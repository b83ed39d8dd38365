import { describe, expect, it } from 'vitest';
import { parseInputs, printInput } from '../../fuzz/inputs-text';

describe('inputs as text', () => {
  it('come back byte by byte', () => {
    const every = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    const inputs = [
      every,
      new Uint8Array(),
      Uint8Array.from([0x23, 0x20]),
      Uint8Array.of(0x5c, 0x78),
    ];
    const text = inputs.map((input) => `${printInput(input)}\n`).join('');
    expect(parseInputs(`# a comment\n${text}`)).toEqual(inputs);
  });

  it('are readable where the bytes are', () => {
    expect(printInput(new TextEncoder().encode('ip a\r\n#x'))).toBe('ip a\\x0d\\x0a#x');
  });
});
