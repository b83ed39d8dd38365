/**
 * Inputs as lines of text, so that a corpus can be read and compared: printable ASCII as it is, all other
 * bytes as `\xNN`. Lines that begin with `#` are comments.
 */

export function printInput(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) {
    const isPlain = byte >= 0x20 && byte < 0x7f && byte !== 0x5c && (byte !== 0x23 || text !== '');
    text += isPlain ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`;
  }
  return text;
}

export function parseInput(line: string): Uint8Array {
  const plain = line.replace(/\\x([0-9a-f]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Uint8Array.from(plain, (character) => character.charCodeAt(0));
}

/** The inputs of a file's text. */
export function parseInputs(text: string): Uint8Array[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines.filter((line) => !line.startsWith('#')).map(parseInput);
}
