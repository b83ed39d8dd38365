/** What this page uses of noVNC, which brings no types along. */
declare module '@novnc/novnc' {
  /** What noVNC wants of a connection: the part of a WebSocket that it uses. */
  export interface RawChannel {
    binaryType: string;
    readonly protocol: string;
    readonly readyState: string;
    onopen: (() => void) | null;
    onmessage: ((event: { data: ArrayBuffer }) => void) | null;
    onclose: ((event: { code: number; reason: string }) => void) | null;
    onerror: ((event: unknown) => void) | null;
    send(bytes: Uint8Array): void;
    close(): void;
  }

  export default class RFB extends EventTarget {
    constructor(target: HTMLElement, channel: RawChannel, options?: { shared?: boolean });
    scaleViewport: boolean;
    showDotCursor: boolean;
    background: string;
    viewOnly: boolean;
    /** The guest's CapsLock light, which noVNC tells nobody of; null if the guest did not say. */
    readonly _remoteCapsLock: boolean | null;
    focus(options?: FocusOptions): void;
    /** `down` absent presses and releases. */
    sendKey(keysym: number, code: string, down?: boolean): void;
    sendCtrlAltDel(): void;
    disconnect(): void;
  }
}
