/**
 * The browser shell: the page over HTTP and the service over a WebSocket, on loopback only.
 *
 * Whoever can talk to the service can start programs as the user, so other users of the machine and
 * other web pages must be kept out. A random token in the URL, which works once, is traded for a cookie,
 * and nothing is answered without it. Cookies do not tell ports apart and foreign pages can make the
 * browser send requests, so the Host header (DNS rebinding) and the WebSocket's Origin are checked
 * as well: both must name exactly this server.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { FailureError } from '../../shared/failure/failure';
import { protectiveHeaders } from '../page/content-policy';
import { readPage } from '../page/page-settings';
import type { Service } from '../service/service';
import { unexpected } from '../system/unexpected';
import { Door } from './door';
import { createGate, type Gate } from './gate';
import { createServiceSockets, type ServiceSockets } from './sockets';

const LOOPBACK = '127.0.0.1';

export interface ServeOptions {
  /** 0 or absent for any free one. */
  readonly port?: number;
  /** The folder of the built page. */
  readonly rendererDirectory: string;
}

export interface RunningServer {
  /** Where it is, for everybody to see: without a token. */
  readonly origin: string;
  /** The URL with a token that works once; who opens it first has the lab. */
  readonly url: string;
  /** Makes a file that leads a browser in, and keeps it working; returns its path. See {@link Door}. */
  makeDoor(privateDirectory: string): string;
  /** Ends all connections. The service itself is left to its owner. */
  close(): Promise<void>;
}

interface Site {
  readonly host: string;
  readonly gate: Gate;
  readonly rendererDirectory: string;
  readonly service: Service;
  readonly sockets: ServiceSockets;
  door: Door | null;
}

function answer(
  response: ServerResponse,
  status: number,
  headers: Record<string, string>,
  body: string | Buffer = '',
): void {
  response.writeHead(status, { 'content-length': String(Buffer.byteLength(body)), ...headers });
  response.end(response.req.method === 'HEAD' ? undefined : body);
}

function say(response: ServerResponse, status: number, sentence: string): void {
  const headers = { ...protectiveHeaders(), 'content-type': 'text/plain; charset=utf-8' };
  answer(response, status, headers, `${sentence}\n`);
}

async function servePage(site: Site, response: ServerResponse, pathname: string): Promise<void> {
  const file = await readPage(site.rendererDirectory, pathname, site.service.settings);
  if (file === null) return say(response, 404, 'There is nothing here.');
  const headers = { ...protectiveHeaders(`ws://${site.host}`), 'content-type': file.mediaType };
  answer(response, 200, headers, file.body);
}

/** Trades the token for the cookie and takes the token out of the address bar. */
function letIn(site: Site, response: ServerResponse): void {
  const headers = { location: '/', 'set-cookie': site.gate.cookie, 'cache-control': 'no-store' };
  answer(response, 303, { ...protectiveHeaders(), ...headers });
}

/** Browsers that only look ahead must not use a token up: their user may never come. */
const LOOKS_AHEAD = /\bprefetch\b/;

function spend(site: Site, token: string, request: IncomingMessage, response: ServerResponse) {
  if (request.method !== 'GET' || LOOKS_AHEAD.test(String(request.headers['sec-purpose'] ?? ''))) {
    return say(response, 503, 'An address with a token is only for who opens it.');
  }
  const worth = site.gate.spend(token);
  if (worth === 'opens') {
    site.door?.used(addressWith(site.host, token));
    return letIn(site, response);
  }
  if (site.gate.admits(request.headers.cookie)) {
    return answer(response, 303, { ...protectiveHeaders(), location: '/' });
  }
  return say(
    response,
    401,
    worth === 'used' ? `This address was used already. ${wayIn(site)}` : STRANGER,
  );
}

const STRANGER = 'This is Vdelab. Open the URL that it printed in the terminal.';

function wayIn({ door }: Site): string {
  return door === null
    ? 'Each works once: start Vdelab again to get another one.'
    : `Each works once: open ${door.path} in your browser, which has a new one.`;
}

function addressWith(host: string, token: string): string {
  return `http://${host}/?token=${token}`;
}

/**
 * Browsers withhold the cookie from a page to which another one led, such as the door, and that page goes
 * on from here by itself: asked for once more from this site, it comes with the cookie, if there is one.
 */
function isLedHere({ headers, url }: IncomingMessage): boolean {
  const isPage =
    headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
  return url === '/' && isPage && headers['sec-fetch-site'] === 'cross-site';
}

function askAgain(response: ServerResponse): void {
  const headers = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' };
  const page = '<!doctype html><meta http-equiv="refresh" content="0; url=/"><title>Vdelab</title>';
  answer(response, 401, { ...protectiveHeaders(), ...headers }, page);
}

async function handle(site: Site, request: IncomingMessage, response: ServerResponse) {
  if (request.headers.host !== site.host) {
    return say(response, 403, STRANGER);
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return say(response, 405, 'Only GET is answered here.');
  }
  const target = request.url ?? '';
  if (!target.startsWith('/') || !URL.canParse(target, `http://${site.host}`)) {
    return say(response, 400, 'That is not a path.');
  }
  const url = new URL(target, `http://${site.host}`);
  const token = url.searchParams.get('token');
  if (target.startsWith('/?') && token !== null) return spend(site, token, request, response);
  if (!site.gate.admits(request.headers.cookie)) {
    return isLedHere(request) ? askAgain(response) : say(response, 401, STRANGER);
  }
  return servePage(site, response, url.pathname);
}

/** Why a WebSocket is refused, as an HTTP status; null if it is the page's own. */
function objection(site: Site, { url, headers }: IncomingMessage): string | null {
  if (url !== '/service') return '404 Not Found';
  const isOwn = headers.host === site.host && headers.origin === `http://${site.host}`;
  if (!isOwn) return '403 Forbidden';
  return site.gate.admits(headers.cookie) ? null : '401 Unauthorized';
}

function upgrade(site: Site, request: IncomingMessage, stream: Duplex, head: Buffer): void {
  const status = objection(site, request);
  if (status === null) {
    site.sockets.accept(request, stream, head);
    return;
  }
  stream.on('error', () => stream.destroy());
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function listenFailure(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code === 'EADDRINUSE') {
    return new FailureError({
      code: 'address-in-use',
      message: `Another program already listens on port ${port} of ${LOOPBACK}.`,
      next: 'Choose another port with `--port N`, or leave it out to get a free one.',
      detail: error.message,
    });
  }
  if (error.code === 'EACCES') {
    return new FailureError({
      code: 'permission',
      message: `You may not listen on port ${port}.`,
      next: 'Choose a port above 1023 with `--port N`.',
      detail: error.message,
    });
  }
  return error;
}

/**
 * Serves the page and the service on loopback.
 *
 * @throws FailureError `address-in-use` or `permission` when the port cannot be had
 */
export async function serve(service: Service, options: ServeOptions): Promise<RunningServer> {
  const { port = 0, rendererDirectory } = options;
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(listenFailure(error, port)));
    server.listen(port, LOOPBACK, resolve);
  });
  // A connection that cannot be taken, with too many files open, is not the end of the others.
  server.on('error', unexpected);
  const host = `${LOOPBACK}:${(server.address() as AddressInfo).port}`;
  const sockets = createServiceSockets(service);
  const gate = createGate(host);
  const site: Site = { host, gate, rendererDirectory, service, sockets, door: null };
  server.on('request', (request, response) => {
    handle(site, request, response).catch((error: unknown) => {
      console.error('vdelab: a file of the page could not be read:', error);
      say(response, 500, 'That file could not be read; the terminal says why.');
    });
  });
  server.on('upgrade', (request, stream, head) => upgrade(site, request, stream, head));
  return {
    origin: `http://${host}`,
    url: addressWith(host, gate.issue()),
    makeDoor: (directory) => {
      site.door = new Door(directory, () => addressWith(host, gate.issue()));
      return site.door.path;
    },
    close: async () => {
      site.door?.close();
      sockets.close();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}
