import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createConnection, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { listenForConsole, type SocketConsole } from '../../../../electron/console/socket-console';
import { failureOf } from '../../../../shared/failure/failure';

let folder: string;
let path: string;
let consoleEnd: SocketConsole;
let machine: Socket | null;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vdelab-'));
  path = join(folder, 'console');
  consoleEnd = await listenForConsole(path);
  machine = null;
});

afterEach(async () => {
  machine?.destroy();
  await consoleEnd.close();
  await rm(folder, { recursive: true });
});

/** Connects as a machine does; what it is sent is gathered in `received`. */
async function connectMachine(): Promise<{ socket: Socket; received: () => string }> {
  const socket = createConnection(path);
  machine = socket;
  let received = '';
  socket.setEncoding('utf8').on('data', (text: string) => {
    received += text;
  });
  await consoleEnd.connected;
  return { socket, received: () => received };
}

function gather(): () => string {
  let heard = '';
  consoleEnd.onOutput((text) => {
    heard += text;
  });
  return () => heard;
}

describe('listenForConsole', () => {
  it('carries text both ways', async () => {
    const heard = gather();
    const { socket, received } = await connectMachine();
    socket.write('login: ');
    await vi.waitFor(() => expect(heard()).toBe('login: '));
    consoleEnd.write('root\r');
    await vi.waitFor(() => expect(received()).toBe('root\r'));
  });

  it('loses nothing that is printed before somebody listens', async () => {
    const { socket } = await connectMachine();
    await new Promise<void>((resolve) => socket.write('BIOS\r\n', () => resolve()));
    const heard = gather();
    await vi.waitFor(() => expect(heard()).toBe('BIOS\r\n'));
  });

  it('keeps what is typed until the machine connects, in order', async () => {
    consoleEnd.write('one ');
    consoleEnd.write('two ');
    const { received } = await connectMachine();
    consoleEnd.write('three');
    await vi.waitFor(() => expect(received()).toBe('one two three'));
  });

  it('joins characters that arrive in two pieces', async () => {
    const pieces: string[] = [];
    consoleEnd.onOutput((text) => pieces.push(text));
    const { socket } = await connectMachine();
    const bytes = Buffer.from('a\u20ac');
    socket.write(bytes.subarray(0, 2));
    await vi.waitFor(() => expect(pieces).toEqual(['a']));
    socket.write(bytes.subarray(2));
    await vi.waitFor(() => expect(pieces).toEqual(['a', '\u20ac']));
  });

  it('stops reading while paused, so that the machine is held back', async () => {
    const heard = gather();
    const { socket } = await connectMachine();
    consoleEnd.pause();
    const flood = 'x'.repeat(4_000_000);
    socket.write(flood);
    await vi.waitFor(() => expect(socket.bytesWritten).toBeGreaterThan(0));
    expect(heard()).toBe('');
    expect(socket.writableLength).toBeGreaterThan(0);
    consoleEnd.resume();
    await vi.waitFor(() => expect(heard().length).toBe(flood.length));
  });

  it('says when the machine has gone', async () => {
    const heard = gather();
    const { socket } = await connectMachine();
    socket.end('last words');
    await consoleEnd.closed;
    expect(heard()).toBe('last words');
    consoleEnd.write('too late');
  });

  it('lets only one machine in', async () => {
    await connectMachine();
    const second = createConnection(path);
    const error = await new Promise<NodeJS.ErrnoException>((resolve) =>
      second.on('error', resolve),
    );
    expect(['ENOENT', 'ECONNREFUSED']).toContain(error.code);
  });

  it('leaves no socket behind, whether or not a machine came', async () => {
    expect(existsSync(path)).toBe(true);
    await consoleEnd.close();
    await consoleEnd.close();
    expect(existsSync(path)).toBe(false);
    await expect(consoleEnd.connected).rejects.toThrow('before its console was up');
  });

  it('ends the connection when it is closed', async () => {
    gather();
    const { socket } = await connectMachine();
    const ended = new Promise((resolve) => socket.on('close', resolve));
    await consoleEnd.close();
    await ended;
    expect(existsSync(path)).toBe(false);
  });

  it.each([
    ['path-too-long', () => `/tmp/${'x'.repeat(103)}`],
    ['address-in-use', () => path],
    ['permission', () => join(folder, 'missing', 'console')],
  ])('fails with %s', async (code, where) => {
    const failure = failureOf(await listenForConsole(where()).catch((error: unknown) => error));
    expect(failure.code).toBe(code);
  });
});
