import { mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { type RunningServer, serve } from '../../../../electron/server/serve';
import { FailureError } from '../../../../shared/failure/failure';
import { FakeService } from './fake-service';

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: string;
}

let folder: string;
let service: FakeService;
let server: RunningServer;
let port: number;
let host: string;

/** As fetch, but with a path and a Host header that are sent as they stand. */
function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const body = Buffer.concat(chunks).toString();
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
      });
    });
    asked.on('error', reject);
    asked.end();
  });
}

/** Opens an address with a token. */
function open(url: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  const { pathname, search } = new URL(url);
  return get(pathname + search, headers, method);
}

let traded: string | null = null;

/** The cookie, for which the token is traded once in a test. */
async function cookie(): Promise<string> {
  traded ??= String((await open(server.url)).headers['set-cookie']).split(';')[0] ?? '';
  return traded;
}

/** Where the file of the door leads. */
function behind(door: string): string {
  return /url=([^"]+)"/.exec(readFileSync(door, 'utf8'))?.[1] ?? '';
}

/** Resolves with the socket, or with the HTTP status that refused it. */
function connect(headers: Record<string, string>, path = '/service'): Promise<WebSocket | number> {
  const socket = new WebSocket(`ws://${host}${path}`, { headers });
  return new Promise((resolve, reject) => {
    socket.on('open', () => resolve(socket));
    socket.on('unexpected-response', (_request, { statusCode }) => resolve(statusCode ?? 0));
    socket.on('error', reject);
  });
}

async function admitted(): Promise<WebSocket> {
  const socket = await connect({ cookie: await cookie(), origin: `http://${host}` });
  if (typeof socket === 'number') throw new Error(`refused with ${socket}`);
  return socket;
}

const closeCode = (socket: WebSocket) =>
  new Promise<number>((resolve) => socket.on('close', resolve));

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vdelab-serve-'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html>the page');
  writeFileSync(join(folder, 'page.js'), 'export {};');
  writeFileSync(join(folder, 'notes.log'), 'not of the page');
  symlinkSync('/etc/hostname', join(folder, 'link.html'));
  service = new FakeService();
  traded = null;
  server = await serve(service, { rendererDirectory: folder });
  ({ host } = new URL(server.url));
  port = Number(new URL(server.url).port);
});

afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

describe('token and cookie', () => {
  test('the URL holds 256 bits on loopback', () => {
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43}$/);
  });

  test('the token is traded for a cookie that scripts and other sites cannot use', async () => {
    const answer = await open(server.url);
    expect(answer).toMatchObject({ status: 303, headers: { location: '/' } });
    expect(String(answer.headers['set-cookie'])).toMatch(
      new RegExp(`^vdelab-${port}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict$`),
    );
  });

  test.each(['/', '/?token=', '/?token=wrong', '/page.js', '/service', '/x?token=x'])(
    'nothing is shown at %s without the cookie',
    async (path) => {
      const answer = await get(path);
      expect(answer.status).toBe(401);
      expect(answer.body).toContain('printed in the terminal');
      expect(answer.headers['set-cookie']).toBeUndefined();
    },
  );

  test('the token of the URL is no cookie, nor is half of the cookie', async () => {
    const token = new URL(server.url).searchParams.get('token') ?? '';
    const good = await cookie();
    for (const bad of [`vdelab-${port}=${token}`, good.slice(0, -1), `${good}x`, 'a=b; =; c']) {
      expect((await get('/', { cookie: bad })).status).toBe(401);
    }
    expect((await get('/', { cookie: `other=1; ${good}` })).status).toBe(200);
  });
});

describe('a token', () => {
  test('works once, and the refusal says how to get another one', async () => {
    const door = server.makeDoor(folder);
    const good = await cookie();
    const again = await open(server.url);
    expect(again).toMatchObject({ status: 401 });
    expect(again.body).toBe(
      `This address was used already. Each works once: open ${door} in your browser, which has a new one.\n`,
    );
    expect(again.headers['set-cookie']).toBeUndefined();
    // Who is in already is led on, with an address out of the history say.
    expect(await open(server.url, { cookie: good })).toMatchObject({
      status: 303,
      headers: { location: '/' },
    });
  });

  test('is not used up by a browser that looks ahead, or asks for headers only', async () => {
    expect((await open(server.url, { 'sec-purpose': 'prefetch;prerender' })).status).toBe(503);
    expect((await open(server.url, {}, 'HEAD')).status).toBe(503);
    expect((await open(server.url)).status).toBe(303);
  });

  test('stands in no answer', async () => {
    const token = new URL(server.url).searchParams.get('token')!;
    for (const answer of [await open(server.url), await open(server.url), await get('/')]) {
      expect(JSON.stringify(answer)).not.toContain(token);
      expect(answer.headers['referrer-policy']).toBe('no-referrer');
    }
  });
});

describe('the door', () => {
  test('is a file for this user only, with an address of its own that works each time', async () => {
    const door = server.makeDoor(folder);
    expect(statSync(door).mode & 0o777).toBe(0o600);
    const first = behind(door);
    expect(first).not.toBe(server.url);
    expect((await open(server.url)).status).toBe(303);
    expect(behind(door)).toBe(first);
    expect((await open(first)).status).toBe(303);
    const second = behind(door);
    expect(second).not.toBe(first);
    expect((await open(first)).status).toBe(401);
    expect((await open(second)).status).toBe(303);
  });

  test('lets its page ask again, since browsers withhold the cookie from who was led there', async () => {
    const led = {
      'sec-fetch-site': 'cross-site',
      'sec-fetch-mode': 'navigate',
      'sec-fetch-dest': 'document',
    };
    const answer = await get('/', led);
    expect(answer.status).toBe(401);
    expect(answer.body).toContain('http-equiv="refresh" content="0; url=/"');
    const again = await get('/', { ...led, 'sec-fetch-site': 'same-origin' });
    expect(again.body).not.toContain('refresh');
  });

  test('goes with the server, and does no harm where it cannot be renewed', async () => {
    const home = mkdtempSync(join(folder, 'home-'));
    const door = server.makeDoor(home);
    const address = behind(door);
    rmSync(home, { recursive: true });
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    expect((await open(address)).status).toBe(303);
    expect(log).toHaveBeenCalledOnce();
    log.mockRestore();
    const other = server.makeDoor(folder);
    await server.close();
    expect(() => statSync(other)).toThrow('ENOENT');
  });
});

describe('page', () => {
  test('is served with its type and the protective headers', async () => {
    const answer = await get('/', { cookie: await cookie() });
    expect(answer).toMatchObject({ status: 200, body: '<!doctype html>the page' });
    expect(answer.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(answer.headers['content-security-policy']).toContain(`connect-src 'self' ws://${host}`);
    const script = await get('/page.js?v=1', { cookie: await cookie() });
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8');
  });

  test.each([
    '/../../etc/hostname',
    '/..%2f..%2fetc%2fhostname',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/....//page.js',
    '/%00.html',
    '/%ff.html',
    '/link.html',
    '/notes.log',
    '/page.js/index.html',
  ])('has nothing at %s', async (path) => {
    expect((await get(path, { cookie: await cookie() })).status).toBe(404);
  });

  test('has nothing at a name that no file can have', async () => {
    const path = `/${'a'.repeat(3000)}.html`;
    expect((await get(path, { cookie: await cookie() })).status).toBe(404);
  });

  test('is only there to be read', async () => {
    const headers = { cookie: await cookie() };
    expect((await get('/', headers, 'POST')).status).toBe(405);
    expect(await get('/', headers, 'HEAD')).toMatchObject({ status: 200, body: '' });
  });

  test('is not given to another host name', async () => {
    const good = await cookie();
    for (const name of [`localhost:${port}`, `evil.example:${port}`, '127.0.0.1', '127.0.0.1:1']) {
      expect((await get('/', { cookie: good, host: name })).status).toBe(403);
    }
  });
});

describe('WebSocket', () => {
  test('carries requests, replies and events of one session', async () => {
    const socket = await admitted();
    const message = () =>
      new Promise((resolve) => socket.once('message', (data) => resolve(JSON.parse(String(data)))));
    const reply = message();
    socket.send(JSON.stringify({ id: 1, call: 'hello', params: {} }));
    expect(await reply).toMatchObject({ id: 1, ok: true, value: { call: 'hello' } });
    const event = message();
    for (const send of service.listeners) send({ event: 'workspace.replaced', payload: {} });
    expect(await event).toEqual({ event: 'workspace.replaced', payload: {} });
    socket.close();
    await vi.waitFor(() => expect(service.listeners.size).toBe(0));
  });

  test('is refused to other origins, hosts, paths and strangers', async () => {
    const good = { cookie: await cookie(), origin: `http://${host}` };
    expect(await connect({ cookie: good.cookie })).toBe(403);
    for (const origin of ['null', 'http://127.0.0.1:1', `https://${host}`, `http://${host}.evil`]) {
      expect(await connect({ ...good, origin })).toBe(403);
    }
    expect(await connect({ ...good, host: `evil.example:${port}` })).toBe(403);
    expect(await connect({ origin: good.origin })).toBe(401);
    expect(await connect(good, '/service/')).toBe(404);
    expect(service.listeners.size).toBe(0);
  });

  test('ends at what is no message', async () => {
    const binary = await admitted();
    binary.send(Buffer.from('{}'));
    expect(await closeCode(binary)).toBe(1003);
    const broken = await admitted();
    broken.send('{');
    expect(await closeCode(broken)).toBe(1007);
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const long = await admitted();
    long.send('x'.repeat(16 * 1024 * 1024 + 1));
    expect(await closeCode(long)).toBe(1009);
    log.mockRestore();
    expect(service.requests).toEqual([]);
  });

  test('ends when the server does', async () => {
    const socket = await admitted();
    const closed = closeCode(socket);
    await server.close();
    await closed;
    expect(service.listeners.size).toBe(0);
  });
});

test('a port that is taken is an expected failure', async () => {
  const again = serve(service, { port, rendererDirectory: folder });
  await expect(again).rejects.toBeInstanceOf(FailureError);
  await expect(again).rejects.toMatchObject({ failure: { code: 'address-in-use' } });
});
