/** `ipcMain`, and how a message of a page reaches it. */
import { only } from './only';

export interface SenderFrame {
  readonly url: string;
  readonly parent: SenderFrame | null;
}

export interface IpcEvent {
  readonly sender: object;
  readonly senderFrame: SenderFrame | null;
}

type Listener = (event: IpcEvent, ...args: unknown[]) => void;
type Handler = (event: IpcEvent, ...args: unknown[]) => unknown;

const listeners = new Map<string, Listener[]>();
const handlers = new Map<string, Handler>();

export const ipcMain = only('ipcMain', {
  on(channel: string, listener: Listener): void {
    listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
  },
  handle(channel: string, handler: Handler): void {
    if (handlers.has(channel))
      throw new Error(`Attempted to register a second handler: ${channel}`);
    handlers.set(channel, handler);
  },
});

export function receiveSend(event: IpcEvent, channel: string, args: unknown[]): void {
  for (const listener of listeners.get(channel) ?? []) listener(event, ...args);
}

export type Settled = { ok: true; value: unknown } | { ok: false; message: string };

/** What the page's promise comes to; failures read as Electron words them. */
export async function receiveInvoke(
  event: IpcEvent,
  channel: string,
  args: unknown[],
): Promise<Settled> {
  try {
    const handler = handlers.get(channel);
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
    return { ok: true, value: await handler(event, ...args) };
  } catch (error) {
    return { ok: false, message: `Error invoking remote method '${channel}': ${String(error)}` };
  }
}
