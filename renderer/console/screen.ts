/**
 * One machine's screen: noVNC in its place on the page, on a connection of its own. noVNC is loaded with
 * the first screen, so that a page without one opens as quickly as before.
 */
import type RFB from '@novnc/novnc';
import { ScreenChannel, type ScreenService } from './screen-channel';
import { type TypedKey, typedKeys } from './typed-keys';

export interface ScreenEvents {
  /** Whether the machine's picture is there. */
  connected(now: boolean): void;
  failed(error: unknown): void;
}

/** A PC's keyboard holds 16 presses that the guest has not fetched yet; more are lost. */
const KEY_PAUSE_MS = 12;
const SHIFT = { keysym: 0xffe1, code: 'ShiftLeft' };

export class Screen {
  readonly #rfb: RFB;
  #gone = false;

  private constructor(rfb: RFB, events: ScreenEvents) {
    this.#rfb = rfb;
    rfb.scaleViewport = true;
    rfb.showDotCursor = true;
    rfb.background = 'transparent';
    rfb.addEventListener('connect', () => events.connected(true));
    rfb.addEventListener('disconnect', () => {
      this.#gone = true;
      events.connected(false);
    });
  }

  /** Loads what is needed and connects; null when it was aborted meanwhile. */
  static async open(
    node: string,
    host: HTMLElement,
    events: ScreenEvents,
    service: ScreenService,
    signal: AbortSignal,
  ): Promise<Screen | null> {
    const { default: Client } = await import('@novnc/novnc');
    if (signal.aborted) return null;
    const channel = new ScreenChannel(node, service, events.failed);
    return new Screen(new Client(host, channel, { shared: true }), events);
  }

  focus(): void {
    this.#rfb.focus({ preventScroll: true });
  }

  /** Lets go of every key that the guest believes to be held. */
  releaseKeys(): void {
    this.#rfb.viewOnly = true;
    this.#rfb.viewOnly = false;
  }

  pressCtrlAltDel(): void {
    this.#rfb.sendCtrlAltDel();
    this.focus();
  }

  /** Types a text key by key; returns the characters that no key types. */
  async type(text: string): Promise<string[]> {
    const { keys, left } = typedKeys(text);
    for (const key of keys) {
      if (this.#gone) break;
      this.#press(key);
      await new Promise((done) => setTimeout(done, KEY_PAUSE_MS));
    }
    return left;
  }

  dispose(): void {
    if (this.#gone) return;
    this.#gone = true;
    this.#rfb.disconnect();
  }

  #press({ keysym, code, shift }: TypedKey): void {
    if (shift) this.#rfb.sendKey(SHIFT.keysym, SHIFT.code, true);
    this.#rfb.sendKey(keysym, code);
    if (shift) this.#rfb.sendKey(SHIFT.keysym, SHIFT.code, false);
  }
}
