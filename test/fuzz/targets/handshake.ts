/** The request by which any program on this computer joins a switch. */
import { MAX_REQUEST_BYTES, parseJoinRequest } from '../../../electron/dataplane/vde/vde-handshake';
import { bytesOf, type FuzzTarget, fuelPerByte, promise } from '../target';

const HEAD = { v3: 14, v1: 16 };
const PATH_BYTES = 108;
const LARGEST_PORT = 0xff_ffff;

/** A request as libvdeplug makes it. */
function requestBytes(version: 1 | 3, type: number, path: string, description: string): Uint8Array {
  const at = version === 3 ? HEAD.v3 : HEAD.v1;
  const words = bytesOf(description);
  const bytes = new Uint8Array(at + PATH_BYTES + words.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0xfeedface, true);
  view.setUint32(4, version === 3 ? 3 : type, true);
  if (version === 3) view.setUint32(8, type, true);
  view.setUint16(at - 2, 1, true);
  bytes.set(bytesOf(path), at);
  bytes.set(words, at + PATH_BYTES);
  return bytes;
}

function check(input: Uint8Array): void {
  const bytes = input.subarray(0, MAX_REQUEST_BYTES);
  const request = parseJoinRequest(bytes);
  if (request === null) return;
  const { port, path, description } = request;
  const isPort = port === null || (Number.isInteger(port) && port >= 0 && port <= LARGEST_PORT);
  promise(isPort, `the port is ${port}`);
  promise(/^[\x20-\x7e]*$/.test(description), 'the description is not printable');
  promise(description.length <= MAX_REQUEST_BYTES, 'the description is longer than the request');
  if (path === null) return;
  promise(path !== '' && !path.includes('\0'), 'the path is none');
  promise(bytesOf(path).length < PATH_BYTES, 'the path is longer than a socket address');
  const again = parseJoinRequest(
    requestBytes(3, port === null ? 0 : port === 0 ? 1 : port << 8, path, description),
  );
  promise(JSON.stringify(again) === JSON.stringify(request), 'it does not come back as it was');
}

export const handshake: FuzzTarget = {
  name: 'handshake',
  modules: ['electron/dataplane/vde/vde-handshake'],
  seeds: [
    requestBytes(3, 0, '/tmp/sw/.00001-00000', 'vdeplug: user=root pid=7'),
    requestBytes(3, (5 << 8) | 0, '/tmp/sw/ünï', ''),
    requestBytes(3, 1, '', 'x'),
    requestBytes(1, 0, '/tmp/a', 'old'),
    requestBytes(1, 1, '/tmp/a', 'port 0'),
  ],
  maxBytes: 400,
  fuel: fuelPerByte(50, 5_000),
  limitMs: 50,
  run: check,
};
