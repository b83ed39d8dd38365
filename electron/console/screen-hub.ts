/**
 * The screens of all graphical machines that run: where their RFB servers listen, and which pages look
 * at them. A screen has no replay as a console has: whoever opens it gets the whole picture.
 */

import type { Payload } from '../../shared/contract/service';
import { FailureError } from '../../shared/failure/failure';
import { connectScreen, ScreenConnection } from './screen-connection';

type ScreenEvent = 'screen.data' | 'screen.closed';
type SendToPage = <E extends ScreenEvent>(event: E, payload: Payload<E>) => void;

/** More screens than anybody looks at in one window; each holds a socket and a picture in QEMU. */
export const MAX_SCREENS_OF_PAGE = 32;

function noScreen(node: string): FailureError {
  return new FailureError({
    code: 'not-running',
    message: 'This machine has no screen now: it is off, or it has no graphics card.',
    next: 'Start the machine, or give it a display in the inspector.',
    record: node,
  });
}

function tooMany(): FailureError {
  return new FailureError({
    code: 'bad-request',
    message: `This window shows ${MAX_SCREENS_OF_PAGE} screens already.`,
    next: 'Close the tabs of some of them.',
  });
}

export class ScreenHub {
  readonly #sockets = new Map<string, string>();
  readonly #open = new Map<string, Set<ScreenConnection>>();

  /** A machine's screen has come up. */
  attach(node: string, socketPath: string): void {
    this.#sockets.set(node, socketPath);
  }

  /** A machine's screen has gone: whoever looks at it hears so. */
  detach(node: string): void {
    this.#sockets.delete(node);
    for (const connection of this.#open.get(node) ?? []) connection.close();
  }

  /** One for each window. The client must be closed when the window goes. */
  openClient(send: SendToPage): ScreenClient {
    return new ScreenClient(this, send);
  }

  /** Throws `not-running` when the node has no screen now or nobody answers. */
  async connect(
    node: string,
    events: { data(bytes: Buffer): void; closed(): void },
  ): Promise<ScreenConnection> {
    const path = this.#sockets.get(node);
    if (path === undefined) throw noScreen(node);
    const socket = await connectScreen(path);
    if (this.#sockets.get(node) !== path) {
      socket.destroy();
      throw noScreen(node);
    }
    const connections = this.#open.get(node) ?? new Set();
    this.#open.set(node, connections);
    const connection = new ScreenConnection(socket, {
      data: events.data,
      closed: () => {
        connections.delete(connection);
        if (connections.size === 0) this.#open.delete(node);
        events.closed();
      },
    });
    connections.add(connection);
    return connection;
  }
}

/** One window's screens, by numbers that are the window's own. */
export class ScreenClient {
  readonly #hub: ScreenHub;
  readonly #send: SendToPage;
  readonly #screens = new Map<number, ScreenConnection>();
  #opening = 0;
  #next = 1;
  #closed = false;

  constructor(hub: ScreenHub, send: SendToPage) {
    this.#hub = hub;
    this.#send = send;
  }

  /** Opens a connection; its first bytes may overtake the answer on the way to the page. */
  async open(node: string): Promise<number> {
    if (this.#screens.size + this.#opening >= MAX_SCREENS_OF_PAGE) throw tooMany();
    const screen = this.#next++;
    this.#opening += 1;
    try {
      const connection = await this.#hub.connect(node, this.#eventsOf(screen));
      if (this.#closed) connection.close();
      else this.#screens.set(screen, connection);
      return screen;
    } finally {
      this.#opening -= 1;
    }
  }

  /** What is written to a screen that has just gone is dropped; the page hears of its end. */
  write(screen: number, data: string): void {
    this.#screens.get(screen)?.write(Buffer.from(data, 'base64'));
  }

  acknowledge(screen: number, bytes: number): void {
    this.#screens.get(screen)?.acknowledge(bytes);
  }

  /** Ends what {@link open} began; the page hears nothing more of it. */
  closeScreen(screen: number): void {
    const connection = this.#screens.get(screen);
    this.#screens.delete(screen);
    connection?.close();
  }

  /** Ends all connections: the window is gone. */
  close(): void {
    this.#closed = true;
    for (const screen of [...this.#screens.keys()]) this.closeScreen(screen);
  }

  #eventsOf(screen: number) {
    return {
      data: (bytes: Buffer) =>
        this.#send('screen.data', { screen, data: bytes.toString('base64') }),
      closed: () => {
        if (this.#screens.delete(screen)) this.#send('screen.closed', { screen });
      },
    };
  }
}
