/** A web server on loopback that gives out one file, whole or in ranges, as slowly as a test wants. */
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export class FileServer {
  /** The `Range` of each request so far; empty for one of the whole file. */
  readonly ranges: string[] = [];
  /** After how many bytes an answer stops; the rest comes after {@link goOn}, or never. */
  stopsAfter = Number.POSITIVE_INFINITY;
  readonly #content: Buffer;
  readonly #server: Server;
  readonly #waiting = new Set<() => void>();

  private constructor(content: Buffer) {
    this.#content = content;
    this.#server = createServer((request, response) => {
      const { range = '' } = request.headers;
      this.ranges.push(range);
      this.#answer(Number(/^bytes=(\d+)-$/.exec(range)?.[1] ?? 0), response);
    });
  }

  static async open(content: Buffer): Promise<FileServer> {
    const server = new FileServer(content);
    await new Promise<void>((resolve) => server.#server.listen(0, '127.0.0.1', resolve));
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/files/tiny.iso`;
  }

  /** Breaks off all answers that stand still. */
  breakOff(): void {
    this.#server.closeAllConnections();
  }

  /** Sends what answers that stand still have left. */
  goOn(): void {
    for (const send of this.#waiting) send();
    this.#waiting.clear();
  }

  async close(): Promise<void> {
    this.breakOff();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #answer(from: number, response: ServerResponse): void {
    const rest = this.#content.subarray(from);
    const total = this.#content.length;
    response.writeHead(from === 0 ? 200 : 206, {
      'content-length': rest.length,
      'accept-ranges': 'bytes',
      etag: '"tiny"',
      ...(from === 0 ? {} : { 'content-range': `bytes ${from}-${total - 1}/${total}` }),
    });
    const now = rest.subarray(0, this.stopsAfter);
    const later = rest.subarray(now.length);
    response.write(now);
    if (later.length === 0) response.end();
    else this.#waiting.add(() => response.end(later));
  }
}
