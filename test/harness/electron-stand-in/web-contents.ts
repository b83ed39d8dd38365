/** `webContents`: one page of the real Chromium, driven over its DevTools protocol. */
import type { BrowserContext, CDPSession, Page } from 'playwright-core';
import { z } from 'zod';
import type { Chromium } from './chromium';
import { type IpcEvent, receiveInvoke, receiveSend, type SenderFrame } from './ipc-main';
import { KnownEvents, preventable } from './only';
import { fromChromium, handlerOf, toChromium } from './scheme';
import { BINDING, ISOLATED_WORLD, worldScripts } from './worlds';

type WindowOpenHandler = (details: { url: string }) => { action: 'deny' | 'allow' };

const EVENTS = [
  'will-frame-navigate',
  'will-redirect',
  'will-attach-webview',
  'render-process-gone',
  'did-load',
  'destroyed',
  'closed-by-page',
];

const messageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('send'), channel: z.string(), args: z.array(z.unknown()) }),
  z.object({
    kind: z.literal('invoke'),
    id: z.number(),
    channel: z.string(),
    args: z.array(z.unknown()),
  }),
]);

interface PausedRequest {
  readonly requestId: string;
  readonly frameId: string;
  readonly resourceType: string;
  readonly request: { readonly url: string; readonly method: string };
}

/** A page that closes or crashes takes the answers to its calls with it, before its end is told. */
function isGone(error: unknown): boolean {
  return /target.*(closed|crashed)/i.test(String(error));
}

function throwUnlessGone(error: unknown): void {
  if (!isGone(error)) throw error;
}

const taken = new WeakSet<Page>();

/** The page that Chromium comes with, and after it new ones. */
async function freshPage(context: BrowserContext): Promise<Page> {
  const page = context.pages().find((one) => !taken.has(one)) ?? (await context.newPage());
  taken.add(page);
  return page;
}

export class WebContents extends KnownEvents {
  readonly #ready: Promise<CDPSession>;
  #page: Page | null = null;
  #isDestroyed = false;
  /** The frame of each isolated world, by execution context. */
  readonly #worlds = new Map<number, string>();
  #mainFrame = '';
  /** A load that the shell itself asked for is not a navigation of the page. */
  #isLoading = false;
  #openHandler: WindowOpenHandler | null = null;
  /** How often a page has been loaded to its end. */
  loads = 0;

  constructor(chromium: Promise<Chromium>, preload: string) {
    super('webContents', EVENTS);
    this.#ready = chromium.then((running) => this.#open(running, preload));
  }

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.#openHandler = handler;
  }

  async loadURL(url: string): Promise<void> {
    const session = await this.#ready;
    this.#isLoading = true;
    const { errorText } = await session.send('Page.navigate', { url: toChromium(url) });
    this.#isLoading = false;
    if (errorText !== undefined) throw new Error(`${errorText} loading ${url}`);
  }

  /** Ends the page with its window. */
  async destroy(): Promise<void> {
    this.#isDestroyed = true;
    this.emit('destroyed');
    await this.#page?.close();
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  reload(): void {
    void this.#ready.then((session) => session.send('Page.reload'));
  }

  send(channel: string, ...args: unknown[]): void {
    // A copy is taken now, as a structured clone would be.
    const message = JSON.stringify({ channel, args });
    for (const [context, frame] of this.#worlds) {
      if (frame === this.#mainFrame) void this.#callWorld(context, 'emit', message);
    }
  }

  async #open({ context }: Chromium, preload: string): Promise<CDPSession> {
    const page = await freshPage(context);
    page.once('close', () => this.emit('closed-by-page'));
    this.#page = page;
    const session = await context.newCDPSession(page);
    const scripts = worldScripts(preload);
    this.#listen(session);
    page.on('popup', (popup) => void popup.close());
    await session.send('Page.enable');
    this.#mainFrame = (await session.send('Page.getFrameTree')).frameTree.frame.id;
    await session.send('Runtime.enable');
    await session.send('Runtime.addBinding', {
      name: BINDING,
      executionContextName: ISOLATED_WORLD,
    });
    await session.send('Page.addScriptToEvaluateOnNewDocument', { source: scripts.main });
    await session.send('Page.addScriptToEvaluateOnNewDocument', {
      source: scripts.isolated,
      worldName: ISOLATED_WORLD,
    });
    await session.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] });
    return session;
  }

  #listen(session: CDPSession): void {
    session.on('Runtime.executionContextCreated', ({ context: { id, name, auxData } }) => {
      if (name === ISOLATED_WORLD) this.#worlds.set(id, String(auxData?.frameId));
    });
    session.on('Runtime.executionContextDestroyed', ({ executionContextId }) =>
      this.#worlds.delete(executionContextId),
    );
    session.on('Runtime.executionContextsCleared', () => this.#worlds.clear());
    session.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name === BINDING) void this.#receive(session, executionContextId, payload);
    });
    session.on('Fetch.requestPaused', (request) => {
      void this.#answer(session, request).catch(throwUnlessGone);
    });
    session.on('Page.windowOpen', ({ url }) => this.#askToOpen(url));
    session.on('Page.loadEventFired', () => {
      this.loads += 1;
      this.emit('did-load');
    });
    session.on('Inspector.targetCrashed', () => {
      this.#worlds.clear();
      // What the page that is gone was still asked may never be answered.
      this.#delivery = Promise.resolve();
      this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 139 });
    });
  }

  /** Asks before the window is there; that it is then closed again is all that a denial can be. */
  #askToOpen(url: string): void {
    const answer = this.#openHandler?.({ url: fromChromium(url) });
    if (answer?.action !== 'deny') throw new Error('The Electron stand-in opens no second window');
  }

  async #frame(session: CDPSession, id: string): Promise<SenderFrame | null> {
    const { frameTree } = await session.send('Page.getFrameTree');
    type Tree = typeof frameTree;
    const find = (tree: Tree, parent: SenderFrame | null): SenderFrame | null => {
      const frame = { url: fromChromium(tree.frame.url), parent };
      if (tree.frame.id === id) return frame;
      return (tree.childFrames ?? []).map((child) => find(child, frame)).find(Boolean) ?? null;
    };
    return find(frameTree, null);
  }

  /** Messages are delivered in the order in which they were sent, whatever the frame look-up takes. */
  #delivery: Promise<void> = Promise.resolve();

  #receive(session: CDPSession, context: number, payload: string): Promise<void> {
    const frameId = this.#worlds.get(context) ?? '';
    const delivered = this.#delivery.then(async () => {
      const message = messageSchema.parse(JSON.parse(payload));
      const event = { sender: this, senderFrame: await this.#frame(session, frameId) };
      if (message.kind === 'send') receiveSend(event, message.channel, message.args);
      else void this.#invoke(event, context, message);
    });
    this.#delivery = delivered.catch(throwUnlessGone);
    return this.#delivery;
  }

  async #invoke(
    event: IpcEvent,
    context: number,
    { id, channel, args }: { id: number; channel: string; args: unknown[] },
  ): Promise<void> {
    const settled = await receiveInvoke(event, channel, args);
    await this.#callWorld(context, 'settle', JSON.stringify({ id, ...settled }));
  }

  async #callWorld(context: number, method: 'emit' | 'settle', json: string): Promise<void> {
    const session = await this.#ready;
    // The page may have gone meanwhile; then nobody waits for it.
    if (!this.#worlds.has(context)) return;
    const call = session.send('Runtime.callFunctionOn', {
      executionContextId: context,
      functionDeclaration: `(json) => globalThis.electronStandIn.${method}(JSON.parse(json))`,
      arguments: [{ value: json }],
    });
    await call.catch((error: unknown) => {
      if (this.#worlds.has(context) && !isGone(error)) throw error;
    });
  }

  async #answer(session: CDPSession, paused: PausedRequest): Promise<void> {
    const { requestId } = paused;
    const url = fromChromium(paused.request.url);
    if (paused.resourceType === 'Document' && !this.#isLoading) {
      const isMainFrame = paused.frameId === this.#mainFrame;
      const event = preventable({ url, isMainFrame });
      this.emit('will-frame-navigate', event);
      if (event.defaultPrevented) {
        await session.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' });
        return;
      }
    }
    const handler = handlerOf(url);
    if (handler === undefined) {
      await session.send('Fetch.continueRequest', { requestId });
      return;
    }
    const response = await handler(new Request(url, { method: paused.request.method }));
    await session.send('Fetch.fulfillRequest', {
      requestId,
      responseCode: response.status,
      responseHeaders: [...response.headers].map(([name, value]) => ({ name, value })),
      body: Buffer.from(await response.arrayBuffer()).toString('base64'),
    });
  }
}
