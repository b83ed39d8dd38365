/**
 * One terminal's line to its console at the service: attaches, and attaches again whenever the
 * connection comes back; tells what has been drawn; sends what is typed, in order and once.
 */
import type { ConsoleId } from '../../../shared/contract/console-id';
import { FailureError } from '../../../shared/failure/failure';
import type { call, onConnectionChange, onEvent } from '../../connection/client';

export interface ConsoleService {
  call: typeof call;
  onEvent: typeof onEvent;
  onConnectionChange: typeof onConnectionChange;
}

/** The terminal as the link sees it. */
export interface Screen {
  /**
   * Shows a replay in place of everything; reports that the replay asks for are not answered. `times`
   * says from which place on it was printed when, in milliseconds since 1970.
   */
  restart(replay: string, times: readonly (readonly [place: number, time: number])[]): void;
  /** Draws output, then calls `drawn`. */
  write(data: string, drawn: () => void): void;
  /** Whether somebody is at the other end. */
  connected(now: boolean): void;
  failed(error: unknown): void;
}

/**
 * Drawn characters are acknowledged in steps of this size. The service lets the machine go on when
 * fewer than 5,000 are on their way, so a smaller rest that stays here never holds it.
 */
export const ACKNOWLEDGE_STEP = 5_000;
/** Most characters in one write; a large paste goes out in several. */
export const WRITE_CHARACTERS = 64 * 1024;

/** The first piece of `text` that fits, without cutting a surrogate pair. */
function firstPiece(text: string): string {
  if (text.length <= WRITE_CHARACTERS) return text;
  const code = text.charCodeAt(WRITE_CHARACTERS - 1);
  const splitsPair = code >= 0xd800 && code <= 0xdbff;
  return text.slice(0, splitsPair ? WRITE_CHARACTERS - 1 : WRITE_CHARACTERS);
}

/** What waits to be sent: typed, or said by the terminal itself. */
interface Waiting {
  data: string;
  readonly answer: boolean;
}

export class ConsoleLink {
  readonly #id: ConsoleId;
  readonly #screen: Screen;
  readonly #service: ConsoleService;
  readonly #unsubscribe: (() => void)[];
  /** Grows with each attachment; what belongs to an older one is let go. */
  #attachment = 0;
  /** Whether the replay has come. Output before it is part of it. */
  #live = false;
  #connected = false;
  #closed = false;
  #drawn = 0;
  #waiting: Waiting[] = [];
  #sending = false;
  #size: { columns: number; rows: number } | null = null;
  #visible = true;

  constructor(id: ConsoleId, screen: Screen, service: ConsoleService) {
    this.#id = id;
    this.#screen = screen;
    this.#service = service;
    this.#unsubscribe = [
      service.onEvent('console.output', ({ console, data }) => {
        if (console === id && this.#live) this.#draw(data);
      }),
      service.onEvent('console.state', ({ console, connected }) => {
        if (console === id && this.#live) this.#setConnected(connected);
      }),
      service.onConnectionChange((now) => {
        // What is typed while the service cannot be reached waits for the next attachment.
        this.#live = false;
        if (now) void this.#attach();
      }),
    ];
  }

  /** Sends what was typed; nothing happens while the machine is off. */
  type(data: string): void {
    this.#push(data, false);
  }

  /** Sends what the terminal says by itself: of several pages that show the console one is heard. */
  answer(data: string): void {
    this.#push(data, true);
  }

  /** Whether the terminal can be seen; one that cannot leaves size and answers to another page. */
  setVisible(visible: boolean): void {
    if (visible === this.#visible) return;
    this.#visible = visible;
    if (this.#live) this.#sendView(false);
  }

  /** The keyboard was given to the terminal: its page is the one in use. */
  use(): void {
    if (this.#live) this.#sendView(true);
  }

  #push(data: string, answer: boolean): void {
    if (this.#live && !this.#connected) return;
    const last = this.#waiting.at(-1);
    if (last?.answer === answer) last.data += data;
    else this.#waiting.push({ data, answer });
    void this.#sendTyped();
  }

  resize(columns: number, rows: number): void {
    if (this.#size?.columns === columns && this.#size.rows === rows) return;
    this.#size = { columns, rows };
    if (this.#live) this.#sendSize();
  }

  /** Lets go of the console; the machine runs on. */
  close(): void {
    this.#closed = true;
    this.#live = false;
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    this.#send(this.#service.call('console.detach', { console: this.#id }));
  }

  async #attach(): Promise<void> {
    this.#attachment += 1;
    const attachment = this.#attachment;
    this.#live = false;
    this.#drawn = 0;
    try {
      const { replay, times, connected } = await this.#service.call('console.attach', {
        console: this.#id,
      });
      if (this.#closed || attachment !== this.#attachment) return;
      this.#live = true;
      this.#screen.restart(replay, times);
      this.#sendSize();
      if (!this.#visible) this.#sendView(false);
      this.#setConnected(connected);
    } catch (error) {
      this.#report(error);
    }
  }

  #draw(data: string): void {
    const attachment = this.#attachment;
    this.#screen.write(data, () => {
      if (attachment === this.#attachment && this.#live) this.#acknowledge(data.length);
    });
  }

  #acknowledge(characters: number): void {
    this.#drawn += characters;
    if (this.#drawn < ACKNOWLEDGE_STEP) return;
    const drawn = this.#drawn;
    this.#drawn = 0;
    this.#send(this.#service.call('console.acknowledge', { console: this.#id, characters: drawn }));
  }

  #setConnected(connected: boolean): void {
    this.#connected = connected;
    this.#screen.connected(connected);
    if (connected) void this.#sendTyped();
    else this.#waiting = [];
  }

  /** One write at a time, so that keys arrive in the order in which they were typed. */
  async #sendTyped(): Promise<void> {
    while (this.#live && this.#connected && !this.#sending && this.#waiting.length > 0) {
      const { data, answer } = this.#nextPiece();
      this.#sending = true;
      try {
        const write = { console: this.#id, data, ...(answer ? { answer } : {}) };
        await this.#service.call('console.write', write);
      } catch (error) {
        // Sending it again could type it twice: nobody knows whether it arrived.
        this.#report(error);
      } finally {
        this.#sending = false;
      }
    }
  }

  #nextPiece(): Waiting {
    const first = this.#waiting[0]!;
    const data = firstPiece(first.data);
    if (data.length === first.data.length) this.#waiting.shift();
    else first.data = first.data.slice(data.length);
    return { data, answer: first.answer };
  }

  #sendView(used: boolean): void {
    const view = { console: this.#id, visible: this.#visible, used };
    this.#send(this.#service.call('console.view', view));
  }

  #sendSize(): void {
    if (this.#size === null) return;
    this.#send(this.#service.call('console.resize', { console: this.#id, ...this.#size }));
  }

  #send(answer: Promise<unknown>): void {
    answer.catch((error: unknown) => this.#report(error));
  }

  /** A lost connection and a stopped machine show by themselves; all else is said. */
  #report(error: unknown): void {
    const code = error instanceof FailureError ? error.failure.code : 'internal';
    const isExpected = code === 'interrupted' || code === 'not-running' || code === 'not-found';
    if (!isExpected && !this.#closed) this.#screen.failed(error);
  }
}
