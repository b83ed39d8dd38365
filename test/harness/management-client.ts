/** A client of a management socket that reads as vdeterm does: up to the prompt. */
import { connect, type Socket } from 'node:net';
import { eventually } from './vde-client';

const PROMPT = '\nvde$ ';

export class ManagementClient {
  readonly #socket: Socket;
  #received = '';
  #isClosed = false;
  /** Everything that ever came. */
  log = '';
  /** What came before the first prompt. */
  banner = '';

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => {
      this.#received += text;
      this.log += text;
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      this.#isClosed = true;
    });
  }

  /** Connects and reads the banner; waits for the socket to be there. */
  static async connect(path: string): Promise<ManagementClient> {
    const socket = await eventually('the management socket', () => tryToConnect(path));
    const client = new ManagementClient(socket);
    client.banner = await client.upToPrompt();
    return client;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Everything that has come and was not taken yet. */
  get waiting(): string {
    return this.#received;
  }

  send(text: string): void {
    this.#socket.write(text);
  }

  /** Sends a command; resolves with the reply without its prompt, or all that came before the end. */
  async ask(command: string): Promise<string> {
    this.send(`${command}\n`);
    return this.upToPrompt();
  }

  /** Takes what came up to the next prompt, or to the end of the session. */
  async upToPrompt(): Promise<string> {
    await eventually('a prompt', () => this.#received.includes(PROMPT) || this.#isClosed);
    const end = this.#received.indexOf(PROMPT);
    const taken = end === -1 ? this.#received : this.#received.slice(0, end);
    this.#received = end === -1 ? '' : this.#received.slice(end + PROMPT.length);
    return taken;
  }

  /** Takes everything that has come. */
  take(): string {
    const taken = this.#received;
    this.#received = '';
    return taken;
  }

  /** Reads no more, so that what is sent piles up. */
  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  close(): void {
    this.#socket.destroy();
  }
}

function tryToConnect(path: string): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => resolve(socket));
    socket.once('error', () => resolve(null));
  });
}
