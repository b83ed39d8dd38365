/**
 * One machine's screen: noVNC in its place on the page, on a connection of its own. noVNC is loaded with
 * the first screen, so that a page without one opens as quickly as before.
 */
import type RFB from '@novnc/novnc';
import { ScreenChannel, type ScreenService } from './screen-channel';
import { typeKeys } from './type-keys';
import { keyInCapitals, type TypedKey, typedKeys } from './typed-keys';

export interface ScreenEvents {
  /** Whether the machine's picture is there. */
  connected(now: boolean): void;
  failed(error: unknown): void;
}

const SHIFT = { keysym: 0xffe1, code: 'ShiftLeft' };

export class Screen {
  readonly #rfb: RFB;
  readonly #channel: ScreenChannel;
  #gone = false;
  /** What CapsLock is after it was pressed here, until the guest says so: some do with the next key only. */
  #pressedCapsLock = false;

  private constructor(
    rfb: RFB,
    channel: ScreenChannel,
    events: ScreenEvents,
    host: HTMLElement,
    signal: AbortSignal,
  ) {
    this.#rfb = rfb;
    this.#channel = channel;
    // In the capturing phase: noVNC forgets what the guest said when it takes the key.
    host.addEventListener(
      'keydown',
      ({ code, repeat }) => {
        if (code === 'CapsLock' && !repeat) this.#pressedCapsLock = !this.#isCapsLocked;
      },
      { capture: true, signal },
    );
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
    const rfb = new Client(host, channel, { shared: true });
    return new Screen(rfb, channel, events, host, signal);
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

  /**
   * Types a text key by key, at the pace of the guest; see type-keys.ts.
   *
   * @returns how many keys were pressed: fewer than the text has when it was stopped, or the machine ended
   */
  type(text: string, signal: AbortSignal, progress: (pressed: number) => void): Promise<number> {
    const target = {
      press: (key: TypedKey) => this.#press(key),
      changes: () => this.#channel.messages,
      isGone: () => this.#gone,
    };
    const clock = {
      now: () => performance.now(),
      wait: (ms: number) => new Promise<void>((done) => setTimeout(done, ms)),
    };
    return typeKeys(typedKeys(text).keys, target, clock, signal, progress);
  }

  dispose(): void {
    if (this.#gone) return;
    this.#gone = true;
    this.#rfb.disconnect();
  }

  /** As the guest's own light says, where it does. */
  get #isCapsLocked(): boolean {
    return this.#rfb._remoteCapsLock ?? this.#pressedCapsLock;
  }

  #press(key: TypedKey): void {
    const { keysym, code, shift } = this.#isCapsLocked ? keyInCapitals(key) : key;
    if (shift) this.#rfb.sendKey(SHIFT.keysym, SHIFT.code, true);
    this.#rfb.sendKey(keysym, code);
    if (shift) this.#rfb.sendKey(SHIFT.keysym, SHIFT.code, false);
  }
}
