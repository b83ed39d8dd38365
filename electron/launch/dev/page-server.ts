/**
 * The page of `npm run dev`: Vite's server behind the gate of the browser shell. Whoever gets in can start
 * programs as the user, so all that electron/server/serve.ts demands is demanded here as well: loopback, the
 * Host and the Origin of this server, and the cookie. The gate is of this process, so it lets a page in
 * again when the service behind it was started anew.
 */
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { createServer as createVite, type ViteDevServer } from 'vite';
import { protectiveHeaders } from '../../page/content-policy';
import { createGate, type Gate } from '../../server/gate';
import type { ServiceAddress } from './service-process';

const LOOPBACK = '127.0.0.1';

interface Site {
  readonly host: string;
  readonly gate: Gate;
  readonly vite: ViteDevServer;
  /** Lets the one inline script in that React's hot reload needs. */
  readonly nonce: string;
  service(): ServiceAddress | null;
}

function headersOf({ host, nonce }: Site): Record<string, string> {
  const headers = protectiveHeaders(`ws://${host}`);
  const policy = headers['content-security-policy']!.replace(
    "script-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
  );
  return { ...headers, 'content-security-policy': policy };
}

function say(site: Site, response: ServerResponse, status: number, sentence: string): void {
  response.writeHead(status, { ...headersOf(site), 'content-type': 'text/plain; charset=utf-8' });
  response.end(`${sentence}\n`);
}

async function servePage(site: Site, response: ServerResponse): Promise<void> {
  const service = site.service();
  if (service === null) return say(site, response, 503, 'The service starts. Reload in a moment.');
  const answer = await fetch(`${service.origin}/`, { headers: { cookie: service.cookie } });
  const html = await site.vite.transformIndexHtml('/index.html', await answer.text());
  response.writeHead(answer.status, {
    ...headersOf(site),
    'content-type': 'text/html; charset=utf-8',
  });
  response.end(html);
}

function spend(site: Site, token: string, request: IncomingMessage, response: ServerResponse) {
  const opens = request.method === 'GET' && site.gate.spend(token) === 'opens';
  if (!opens && !site.gate.admits(request.headers.cookie)) {
    return say(site, response, 401, 'This address works once. Start `npm run dev` again.');
  }
  const cookie = opens ? { 'set-cookie': site.gate.cookie } : {};
  response.writeHead(303, { ...headersOf(site), ...cookie, location: '/' });
  response.end();
}

async function handle(site: Site, request: IncomingMessage, response: ServerResponse) {
  const { host, cookie } = request.headers;
  if (host !== site.host) return say(site, response, 403, 'Open the address in the terminal.');
  const url = new URL(request.url ?? '/', `http://${site.host}`);
  const token = url.pathname === '/' ? url.searchParams.get('token') : null;
  if (token !== null) return spend(site, token, request, response);
  if (!site.gate.admits(cookie))
    return say(site, response, 401, 'Open the address in the terminal.');
  if (url.pathname === '/') return servePage(site, response);
  for (const [name, value] of Object.entries(headersOf(site))) response.setHeader(name, value);
  site.vite.middlewares(request, response, () =>
    say(site, response, 404, 'There is nothing here.'),
  );
}

function isOwn({ host, gate }: Site, { headers }: IncomingMessage): boolean {
  return (
    headers.host === host && headers.origin === `http://${host}` && gate.admits(headers.cookie)
  );
}

/** Hands the page's WebSocket on to the service, with the names and the cookie that it expects. */
function joinService(
  address: ServiceAddress,
  request: IncomingMessage,
  page: Duplex,
  head: Buffer,
) {
  const { hostname, port, host } = new URL(address.origin);
  const service = connect(Number(port), hostname);
  const headers = { ...request.headers, host, origin: address.origin, cookie: address.cookie };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  service.write(`GET /service HTTP/1.1\r\n${lines.join('')}\r\n`);
  service.write(head);
  service.pipe(page).pipe(service);
  service.on('error', () => page.destroy());
  page.on('error', () => service.destroy());
  service.on('close', () => page.destroy());
  page.on('close', () => service.destroy());
}

/** A server for the page of a checkout on loopback, with hot reload. It ends with the process. */
export class PageServer {
  readonly #server = createServer();
  /** Never listens: it hands Vite those upgrades that the gate let through. */
  readonly #admitted = createServer();

  /**
   * @param root the checkout
   * @param port 0 for any free one
   * @param service what the page talks to now; null while there is none
   * @returns the address with a token that works once
   */
  async listen(root: string, port: number, service: () => ServiceAddress | null): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject).listen(port, LOOPBACK, resolve);
    });
    const host = `${LOOPBACK}:${(this.#server.address() as AddressInfo).port}`;
    const nonce = randomBytes(16).toString('base64url');
    const vite = await createVite({
      configFile: join(root, 'renderer/vite.config.ts'),
      appType: 'custom',
      html: { cspNonce: nonce },
      server: { middlewareMode: true, cors: false, hmr: { server: this.#admitted } },
    });
    const gate = createGate(host);
    const site: Site = { host, nonce, vite, gate, service };
    this.#server.on('request', (request, response) => {
      handle(site, request, response).catch((error: unknown) => {
        console.error('vdelab:', error);
        if (response.headersSent) response.destroy();
        else say(site, response, 500, 'The terminal says why this failed.');
      });
    });
    this.#server.on('upgrade', (request, page, head) => this.#upgrade(site, request, page, head));
    return `http://${host}/?token=${gate.issue()}`;
  }

  #upgrade(site: Site, request: IncomingMessage, page: Duplex, head: Buffer): void {
    const service = site.service();
    page.on('error', () => page.destroy());
    if (!isOwn(site, request)) page.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    else if (request.url !== '/service') this.#admitted.emit('upgrade', request, page, head);
    else if (service === null) page.end('HTTP/1.1 503 Service Unavailable\r\n\r\n');
    else joinService(service, request, page, head);
  }
}
