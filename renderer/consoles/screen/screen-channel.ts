/**
 * The way of noVNC to a machine's screen: looks to it like a WebSocket and goes over the calls of the
 * service, so that screens need no port of their own and work in every shell.
 */
import type { RawChannel } from '@novnc/novnc';
import { bytesFrom, textFrom } from '../../connection/base64';
import type { call, onConnectionChange, onEvent } from '../../connection/client';

export interface ScreenService {
  call: typeof call;
  onEvent: typeof onEvent;
  onConnectionChange: typeof onConnectionChange;
}

/** Taken in, bytes are acknowledged in steps of this size; far below what the service waits for. */
export const ACKNOWLEDGE_STEP_BYTES = 100_000;

type State = 'connecting' | 'open' | 'closed';
type Incoming = { screen: number; data: string } | { screen: number; data: null };

/**
 * Opens by itself and lives once: when it is closed, by whomever, another one is made. `failed` is called
 * with what keeps it from opening.
 */
export class ScreenChannel implements RawChannel {
  binaryType = 'arraybuffer';
  readonly protocol = '';
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: ArrayBuffer }) => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;
  onerror: ((event: unknown) => void) | null = null;
  readonly #service: ScreenService;
  readonly #unsubscribe: (() => void)[];
  #state: State = 'connecting';
  #screen: number | null = null;
  /** What came before the answer that says which screen is ours. */
  #early: Incoming[] = [];
  #unacknowledged = 0;
  #messages = 0;

  constructor(node: string, service: ScreenService, failed: (error: unknown) => void) {
    this.#service = service;
    this.#unsubscribe = [
      service.onEvent('screen.data', (payload) => this.#handle(payload)),
      service.onEvent('screen.closed', ({ screen }) => this.#handle({ screen, data: null })),
    ];
    // With the connection the service forgets the screens of this page.
    this.#unsubscribe.push(
      service.onConnectionChange((now) => {
        if (!now) this.#end();
      }),
    );
    void this.#open(node, failed);
  }

  get readyState(): State {
    return this.#state;
  }

  /** How often something has come: a picture that has changed, mostly. */
  get messages(): number {
    return this.#messages;
  }

  send(bytes: Uint8Array): void {
    if (this.#screen === null || this.#state !== 'open') return;
    this.#tell(this.#service.call('screen.write', { screen: this.#screen, data: textFrom(bytes) }));
  }

  close(): void {
    const screen = this.#screen;
    const wasOpen = this.#state === 'open';
    this.#end();
    if (wasOpen && screen !== null) this.#tell(this.#service.call('screen.close', { screen }));
  }

  async #open(node: string, failed: (error: unknown) => void): Promise<void> {
    try {
      const { screen } = await this.#service.call('screen.open', { node });
      if (this.#state === 'closed') {
        this.#tell(this.#service.call('screen.close', { screen }));
        return;
      }
      this.#screen = screen;
    } catch (error) {
      if (this.#state !== 'closed') failed(error);
      this.#end();
      return;
    }
    this.#state = 'open';
    this.onopen?.();
    for (const incoming of this.#early.splice(0)) this.#take(incoming);
  }

  #handle(incoming: Incoming): void {
    if (this.#screen === null) this.#early.push(incoming);
    else this.#take(incoming);
  }

  #take({ screen, data }: Incoming): void {
    if (screen !== this.#screen || this.#state !== 'open') return;
    if (data === null) {
      this.#end();
      return;
    }
    this.#messages += 1;
    const bytes = bytesFrom(data);
    // noVNC draws within the call: what it returns from has been taken in.
    this.onmessage?.({ data: bytes });
    this.#acknowledge(screen, bytes.byteLength);
  }

  #acknowledge(screen: number, bytes: number): void {
    this.#unacknowledged += bytes;
    if (this.#unacknowledged < ACKNOWLEDGE_STEP_BYTES || this.#state !== 'open') return;
    this.#tell(this.#service.call('screen.acknowledge', { screen, bytes: this.#unacknowledged }));
    this.#unacknowledged = 0;
  }

  #end(): void {
    if (this.#state === 'closed') return;
    this.#state = 'closed';
    this.#early = [];
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    this.onclose?.({ code: 1000, reason: '' });
  }

  /** A call that fails is a connection that has gone, which ends the channel by itself. */
  #tell(answer: Promise<unknown>): void {
    answer.catch(() => this.#end());
  }
}
