/**
 * The request by which a VDE client joins, and the reply: datasock.c of vde-2. Integers are in the
 * host's order, which is little-endian on every processor that Vdelab runs on.
 *
 *     v3:  0 magic | 4 version 3 | 8 type, port << 8 | 12 sockaddr_un (110) | 122 description
 *     v1:  0 magic | 4 type      | 8 MAC (6)         | 14 sockaddr_un (110) | 124 description
 */

export const MAGIC = 0xfeedface;
/** The server reads no more of a request than this. */
export const MAX_REQUEST_BYTES = 256;
const V3_PATH = 14;
const V3_DESCRIPTION = 122;
const V1_PATH = 16;
const V1_DESCRIPTION = 124;
const SUN_PATH_BYTES = 108;
const NEW_CONTROL = 0;
const NEW_PORT0 = 1;

export interface JoinRequest {
  /** The wanted port; null for any. */
  readonly port: number | null;
  /** The client's bound datagram socket; null when it is unnamed. */
  readonly path: string | null;
  /** What the client says of itself, `vdeplug: user=root pid=7` say; printable ASCII. */
  readonly description: string;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The request in the bytes that a client sent, or null if it is none of version 1 or 3. */
export function parseJoinRequest(bytes: Uint8Array): JoinRequest | null {
  if (bytes.length < 12) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== MAGIC) return null;
  const second = view.getUint32(4, true);
  if (second === 3) return parseVersion3(bytes, view.getUint32(8, true));
  if (second === NEW_CONTROL || second === NEW_PORT0) return parseVersion1(bytes, second);
  return null;
}

function parseVersion3(bytes: Uint8Array, type: number): JoinRequest | null {
  if (bytes.length < V3_DESCRIPTION || !isUnixFamily(bytes, V3_PATH - 2)) return null;
  const path = pathAt(bytes, V3_PATH);
  if (path === undefined) return null;
  const kind = type & 0xff;
  if (kind !== NEW_CONTROL && kind !== NEW_PORT0) return null;
  const wanted = type >>> 8;
  return {
    port: kind === NEW_PORT0 ? 0 : wanted === 0 ? null : wanted,
    path,
    description: printable(bytes.subarray(V3_DESCRIPTION)),
  };
}

function parseVersion1(bytes: Uint8Array, type: number): JoinRequest | null {
  if (bytes.length < V1_DESCRIPTION || !isUnixFamily(bytes, V1_PATH - 2)) return null;
  const path = pathAt(bytes, V1_PATH);
  if (path === undefined) return null;
  return {
    port: type === NEW_PORT0 ? 0 : null,
    path,
    description: printable(bytes.subarray(V1_DESCRIPTION)),
  };
}

function isUnixFamily(bytes: Uint8Array, offset: number): boolean {
  return bytes[offset] === 1 && bytes[offset + 1] === 0;
}

/** The path of an address, null for an unnamed one, undefined when it is no path in UTF-8. */
function pathAt(bytes: Uint8Array, offset: number): string | null | undefined {
  const field = bytes.subarray(offset, offset + SUN_PATH_BYTES);
  const end = field.indexOf(0);
  if (end === 0) return null;
  if (end === -1) return undefined;
  try {
    return utf8.decode(field.subarray(0, end));
  } catch {
    return undefined;
  }
}

function printable(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  const text = String.fromCharCode(...(end === -1 ? bytes : bytes.subarray(0, end)));
  return text.replace(/[^\x20-\x7e]/g, '.').trim();
}
