/** The service of `npm run dev`: bundled whenever a source of it changes, and started again then. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Rolldown } from 'vite';

/** What the browser shell says of itself, see `sayWhere` in electron/cli/cli.ts. */
const WHERE = /^Vdelab is at (http:\/\/\S+\/\?token=\S+)$/m;

/** How the page's server reaches the service that runs now. */
export interface ServiceAddress {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  /** The Cookie header that lets in. */
  readonly cookie: string;
}

/** Trades the address's token for the cookie, as a browser does. */
async function enter(url: string): Promise<ServiceAddress> {
  const { headers, status } = await fetch(url, { redirect: 'manual' });
  const cookie = headers.get('set-cookie')?.split(';')[0];
  if (cookie === undefined) throw new Error(`the service let nobody in: it answered ${status}`);
  return { origin: new URL(url).origin, cookie };
}

/** The address that a child prints, or null if it ends before that. */
function printedAddress(child: ChildProcess): Promise<string | null> {
  return new Promise((resolve) => {
    let printed = '';
    child.once('close', () => resolve(null));
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
      const found = WHERE.exec(printed);
      if (found) resolve(found[1]!);
    });
  });
}

export class ServiceProcess {
  readonly #root: string;
  readonly #args: readonly string[];
  #watcher: Rolldown.RolldownWatcher | null = null;
  #child: ChildProcess | null = null;
  #address: ServiceAddress | null = null;
  /** Restarts one after the other: a lab must have ended before the next service looks at what is left. */
  #last: Promise<void> = Promise.resolve();

  /**
   * @param root the checkout
   * @param args of `vdelab serve`: a file, or `--example ID`
   */
  constructor(root: string, args: readonly string[]) {
    this.#root = root;
    this.#args = args;
  }

  /** Null while it starts, and while its sources do not compile. */
  get address(): ServiceAddress | null {
    return this.#address;
  }

  /** Bundles and starts; again after each change until {@link close}. */
  async watch(): Promise<void> {
    const output = join(this.#root, '.dev/electron');
    const page = join(this.#root, '.dev/renderer');
    mkdirSync(page, { recursive: true });
    // The service puts the settings into the page; Vite makes the rest of it.
    copyFileSync(join(this.#root, 'renderer/index.html'), join(page, 'index.html'));
    this.#watcher = (await build({
      configFile: join(this.#root, 'electron/vite.config.ts'),
      logLevel: 'warn',
      build: { outDir: output, watch: {} },
    })) as Rolldown.RolldownWatcher;
    this.#watcher.on('event', (event) => {
      if (event.code === 'ERROR')
        console.error(`vdelab: the service does not compile: ${event.error.message}`);
      if (event.code === 'END') this.#restart();
    });
  }

  async close(): Promise<void> {
    await this.#watcher?.close();
    await this.#last;
    await this.#stop();
  }

  #restart(): void {
    this.#last = this.#last
      .then(() => this.#stop())
      .then(() => this.#start())
      .catch((error: unknown) => console.error('vdelab: the service did not start:', error));
  }

  async #start(): Promise<void> {
    const cli = join(this.#root, '.dev/electron/cli.js');
    const child = spawn(process.execPath, ['--enable-source-maps', cli, 'serve', ...this.#args], {
      stdio: ['ignore', 'pipe', 'inherit'],
      // Ctrl-C in the terminal is for this process, which then ends the service.
      detached: true,
    });
    this.#child = child;
    const url = await printedAddress(child);
    if (url === null) return;
    this.#address = await enter(url);
    console.log('vdelab: the service runs');
  }

  async #stop(): Promise<void> {
    const child = this.#child;
    this.#address = null;
    this.#child = null;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const closed = once(child, 'close');
    child.kill('SIGTERM');
    await closed;
  }
}
