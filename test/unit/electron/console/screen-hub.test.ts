import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HIGH_WATER_BYTES, MAX_UNSENT_BYTES } from '../../../../electron/console/screen-connection';
import {
  MAX_SCREENS_OF_PAGE,
  type ScreenClient,
  ScreenHub,
} from '../../../../electron/console/screen-hub';
import { FailureError } from '../../../../shared/failure/failure';

const GREETING = 'RFB 003.008\n';

/** The RFB server of a machine: greets as QEMU does, keeps what it is told, says what a test wants. */
class FakeRfbServer {
  readonly folder = mkdtempSync(join(tmpdir(), 'vdelab-rfb-'));
  readonly path = join(this.folder, 'vnc');
  readonly sockets: Socket[] = [];
  heard = '';
  readonly #server: Server;

  /** @param reads whether it takes what it is told */
  constructor(reads = true) {
    this.#server = createServer((socket) => {
      this.sockets.push(socket);
      // A page that goes resets the connection.
      socket.on('error', () => {});
      if (reads) socket.on('data', (bytes) => (this.heard += bytes.toString('latin1')));
      else socket.pause();
      socket.write(GREETING);
    });
  }

  async listen(): Promise<this> {
    await new Promise<void>((done) => this.#server.listen(this.path, done));
    return this;
  }

  close(): void {
    for (const socket of this.sockets) socket.destroy();
    this.#server.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A window that remembers what it was told. */
class Page {
  readonly client: ScreenClient;
  bytes = 0;
  text = '';
  readonly closed: number[] = [];

  constructor(hub: ScreenHub) {
    this.client = hub.openClient((_event, payload) => {
      if (!('data' in payload)) {
        this.closed.push(payload.screen);
        return;
      }
      const bytes = Buffer.from(payload.data, 'base64');
      this.bytes += bytes.length;
      this.text = (this.text + bytes.toString('latin1')).slice(-1000);
    });
  }
}

async function failureCode(act: Promise<unknown>): Promise<string> {
  try {
    await act;
  } catch (error) {
    if (error instanceof FailureError) return error.failure.code;
    throw error;
  }
  return 'none';
}

let hub: ScreenHub;
let servers: FakeRfbServer[];

beforeEach(() => {
  hub = new ScreenHub();
  servers = [];
});

afterEach(() => {
  for (const server of servers) server.close();
});

async function machine(node: string, reads = true): Promise<FakeRfbServer> {
  const server = await new FakeRfbServer(reads).listen();
  servers.push(server);
  hub.attach(node, server.path);
  return server;
}

describe('the screen of a machine', () => {
  it('carries bytes both ways, as they are', async () => {
    const server = await machine('vm1');
    const page = new Page(hub);
    const screen = await page.client.open('vm1');
    await vi.waitFor(() => expect(page.text).toBe(GREETING));
    page.client.write(screen, Buffer.from('RFB 003.008\n\x01').toString('base64'));
    await vi.waitFor(() => expect(server.heard).toBe('RFB 003.008\n\x01'));
    page.client.close();
  });

  it('is open in several windows, each with a connection of its own', async () => {
    const server = await machine('vm1');
    const [one, other] = [new Page(hub), new Page(hub)];
    await one.client.open('vm1');
    await other.client.open('vm1');
    await vi.waitFor(() => expect(other.text).toBe(GREETING));
    server.sockets[0]!.write('to the first');
    await vi.waitFor(() => expect(one.text).toBe(`${GREETING}to the first`));
    expect(other.text).toBe(GREETING);
    one.client.close();
    await vi.waitFor(() => expect(server.sockets[0]!.destroyed).toBe(true));
    expect(server.sockets[1]!.destroyed).toBe(false);
    other.client.close();
  });

  it('is closed for all when the machine ends, once, and open again after its next start', async () => {
    await machine('vm1');
    const page = new Page(hub);
    const first = await page.client.open('vm1');
    hub.detach('vm1');
    await vi.waitFor(() => expect(page.closed).toEqual([first]));
    expect(await failureCode(page.client.open('vm1'))).toBe('not-running');
    await machine('vm1');
    const second = await page.client.open('vm1');
    expect(second).not.toBe(first);
    expect(page.closed).toEqual([first]);
    page.client.close();
  });

  it('is closed when its server falls', async () => {
    const server = await machine('vm1');
    const page = new Page(hub);
    const screen = await page.client.open('vm1');
    await vi.waitFor(() => expect(page.text).toBe(GREETING));
    server.sockets[0]!.destroy();
    await vi.waitFor(() => expect(page.closed).toEqual([screen]));
    // What is on its way to it meanwhile hurts nobody.
    page.client.write(screen, 'AAAA');
    page.client.acknowledge(screen, 12);
    page.client.closeScreen(screen);
  });

  it('that nobody serves is a failure with a sentence', async () => {
    hub.attach('vm1', '/tmp/vdelab-no-such-folder/vnc');
    const page = new Page(hub);
    expect(await failureCode(page.client.open('vm1'))).toBe('not-running');
    expect(await failureCode(page.client.open('vm2'))).toBe('not-running');
  });

  it('tells a page that closed it nothing more', async () => {
    const server = await machine('vm1');
    const page = new Page(hub);
    const screen = await page.client.open('vm1');
    page.client.closeScreen(screen);
    await vi.waitFor(() => expect(server.sockets[0]?.destroyed).toBe(true));
    expect(page.closed).toEqual([]);
  });
});

describe('limits', () => {
  it('holds the machine while a page does not keep up, and lets it go on', async () => {
    const server = await machine('vm1');
    const page = new Page(hub);
    const screen = await page.client.open('vm1');
    await vi.waitFor(() => expect(page.text).toBe(GREETING));
    const flood = 8 * HIGH_WATER_BYTES;
    server.sockets[0]!.write(Buffer.alloc(flood, 7));
    await vi.waitFor(() => expect(page.bytes).toBeGreaterThan(HIGH_WATER_BYTES));
    // One chunk may pass the mark; the rest stays with the machine.
    const held = page.bytes;
    await new Promise((done) => setImmediate(() => setImmediate(done)));
    expect(page.bytes).toBe(held);
    expect(held).toBeLessThan(HIGH_WATER_BYTES + 100_000);
    let acknowledged = 0;
    await vi.waitFor(
      () => {
        page.client.acknowledge(screen, page.bytes - acknowledged);
        acknowledged = page.bytes;
        expect(page.bytes).toBe(GREETING.length + flood);
      },
      { interval: 1, timeout: 10_000 },
    );
    page.client.close();
  });

  it('gives up a machine that takes nothing any more', async () => {
    await machine('vm1', false);
    const page = new Page(hub);
    const screen = await page.client.open('vm1');
    const data = Buffer.alloc(500_000).toString('base64');
    for (let sent = 0; sent < 2 * MAX_UNSENT_BYTES; sent += 500_000)
      page.client.write(screen, data);
    await vi.waitFor(() => expect(page.closed).toEqual([screen]));
  });

  it('lets one window have so many screens and no more', async () => {
    await machine('vm1');
    const page = new Page(hub);
    const screens = await Promise.all(
      Array.from({ length: MAX_SCREENS_OF_PAGE }, () => page.client.open('vm1')),
    );
    expect(await failureCode(page.client.open('vm1'))).toBe('bad-request');
    page.client.closeScreen(screens[0]!);
    expect(await failureCode(page.client.open('vm1'))).toBe('none');
    page.client.close();
  });
});
