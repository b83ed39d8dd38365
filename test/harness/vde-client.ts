/** Requests of VDE clients, byte by byte as in datasock.c, to send them well formed and spoilt. */

export interface JoinFields {
  path: string;
  port?: number;
  port0?: boolean;
  description?: string;
}

function put(bytes: Uint8Array, offset: number, text: string): void {
  bytes.set(new TextEncoder().encode(text), offset);
}

export function joinRequestV3({ path, port = 0, port0 = false, description = '' }: JoinFields) {
  const bytes = new Uint8Array(122 + description.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0xfeedface, true);
  view.setUint32(4, 3, true);
  view.setUint32(8, (port << 8) | (port0 ? 1 : 0), true);
  view.setUint16(12, 1, true);
  put(bytes, 14, path);
  put(bytes, 122, description);
  return bytes;
}

export function joinRequestV1({ path, port0 = false, description = '' }: JoinFields) {
  const bytes = new Uint8Array(124 + description.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0xfeedface, true);
  view.setUint32(4, port0 ? 1 : 0, true);
  view.setUint16(14, 1, true);
  put(bytes, 16, path);
  put(bytes, 124, description);
  return bytes;
}
