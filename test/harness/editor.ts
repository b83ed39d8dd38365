/**
 * The editor as a person has it: the real `vdelab serve` and a real Chromium, driven by mouse, keys,
 * roles and names. Every editor has data and runtime folders of its own.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { newPage } from './browser';
import { Console } from './editor-console';
import { inEnglish, type Language } from './language';
import { makeOwn } from './own-file';
import { ownFolders } from './own-folders';
import { pathWithUmlKernel } from './uml-guest';
import { eventually } from './vde-client';

const cli = resolve(import.meta.dirname, '../../dist/electron/cli.js');

/** What Add buttons of the palette are called. */
export type PaletteName =
  | 'switch'
  | 'hub'
  | 'PC'
  | 'namespace host'
  | 'internet access'
  | 'QEMU machine'
  | 'User-Mode Linux machine'
  | 'VirtualBox machine'
  | 'tap'
  | 'VDE plug'
  | 'note';

/** Folders that outlive an editor, so that a second one finds what the first one left. */
export interface EditorHome {
  readonly folder: string;
  /** The PATH of the app; by default the tests' own, with a User-Mode Linux kernel that runs. */
  readonly path?: string;
  remove(): void;
}

export function makeHome(): EditorHome {
  const folder = mkdtempSync('/tmp/vde2e-');
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

const STATE_POLL_MS = 500;

export class Editor {
  readonly page: Page;
  readonly home: EditorHome;
  /** The page's text for a key of the catalogue, in its language. */
  readonly say: Language['say'];
  readonly #server: ChildProcess;
  readonly #profile: BrowserContext;
  readonly #complaints: string[];

  private constructor(
    page: Page,
    home: EditorHome,
    server: ChildProcess,
    profile: BrowserContext,
    complaints: string[],
    say: Language['say'],
  ) {
    this.page = page;
    this.say = say;
    this.home = home;
    this.#server = server;
    this.#profile = profile;
    this.#complaints = complaints;
  }

  /** @param args of `vdelab serve`: a file, which is taken for one that was saved here, or `--example ID` */
  static async open(
    home: EditorHome,
    args: readonly string[] = [],
    language: Language = inEnglish,
  ): Promise<Editor> {
    for (const file of args.filter((arg) => arg.endsWith('.vdelab') && existsSync(arg))) {
      await makeOwn(join(home.folder, 'data'), file);
    }
    return Editor.openStrange(home, args, language);
  }

  /** With a file that came from somebody else. */
  static async openStrange(
    home: EditorHome,
    args: readonly string[],
    language: Language = inEnglish,
  ): Promise<Editor> {
    const environment = {
      ...process.env,
      PATH: home.path ?? (await pathWithUmlKernel()),
      ...ownFolders(home.folder),
      // Hosts that are stopped must not interrupt what the user's own shell does when it starts.
      SHELL: '/bin/sh',
    };
    const server = spawn(process.execPath, [cli, 'serve', ...args], {
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const opened = newPage();
    try {
      // The service and the page start beside each other.
      const [url, page] = await Promise.all([addressOf(server), opened]);
      return await Editor.#show(home, server, page, url, language);
    } catch (error) {
      server.kill('SIGTERM');
      await (await opened).context().close();
      throw error;
    }
  }

  static async #show(
    home: EditorHome,
    server: ChildProcess,
    page: Page,
    url: string,
    language: Language,
  ): Promise<Editor> {
    await language.teach(page.context());
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    await page.goto(url);
    const editor = new Editor(page, home, server, page.context(), complaints, language.say);
    await editor.drawing.waitFor();
    return editor;
  }

  get pid(): number {
    return this.#server.pid!;
  }

  /** Ends page and service as a person would, and fails if the page complained in its console. */
  async close(): Promise<void> {
    await this.#profile.close();
    if (this.#server.exitCode === null && this.#server.signalCode === null) {
      this.#server.kill('SIGTERM');
      await once(this.#server, 'exit');
    }
    if (this.#complaints.length > 0)
      throw new Error(`the page complained: ${this.#complaints.join('\n')}`);
  }

  /** Kills the service without a chance to clean up. */
  async kill(): Promise<void> {
    await this.#profile.close();
    this.#server.kill('SIGKILL');
    await once(this.#server, 'exit');
  }

  get drawing(): Locator {
    return this.page.getByRole('main').getByRole('region', { name: this.say('Drawing') });
  }

  /** Drags a thing from the palette to a place of the drawing; it is selected afterwards. */
  async add(name: PaletteName, x: number, y: number): Promise<void> {
    const item = this.page.getByRole('button', {
      name: this.say(`Add ${name}`),
      exact: true,
    });
    await item.dragTo(this.drawing, { targetPosition: { x, y } });
  }

  node(name: string): Locator {
    return this.drawing.getByRole('group', { name, exact: true });
  }

  /** `pc1 eth0`, `sw1 port 3`. */
  jack(name: string): Locator {
    return this.drawing.getByRole('button', { name: this.#endName(name), exact: true });
  }

  /** What the page calls an end of a cable, after what it is in English. */
  #endName(english: string): string {
    const [, name, port] = english.match(/^(.*) port (\S+)$/) ?? [];
    if (name === undefined || port === undefined) return english;
    return this.say('{{name}} port {{port}}', { name, port });
  }

  cable(name: string): Locator {
    const [, from, to] = name.match(/^(.*) to (.*)$/) ?? [];
    const label = this.say('Cable {{name}} to {{name2}}', {
      name: this.#endName(from ?? ''),
      name2: this.#endName(to ?? ''),
    });
    return this.drawing.getByLabel(label, { exact: true });
  }

  /** Pulls a cable with the mouse from one jack to another. */
  async connect(from: string, to: string): Promise<void> {
    await this.#drag(await centre(this.jack(from)), await centre(this.jack(to)));
    await eventually(`cable of ${from}`, () => this.#cableWith(from, to));
  }

  /** Takes the end of a cable out of one jack and puts it into another. */
  async moveCableEnd(from: string, to: string): Promise<void> {
    await this.#drag(await centre(this.jack(from)), await centre(this.jack(to)));
  }

  async #cableWith(one: string, other: string): Promise<boolean> {
    const counts = [this.cable(`${one} to ${other}`), this.cable(`${other} to ${one}`)].map(
      (found) => found.count(),
    );
    return (await Promise.all(counts)).some((count) => count > 0);
  }

  async #drag(from: Point, to: Point): Promise<void> {
    const { mouse } = this.page;
    await mouse.move(from.x, from.y);
    await mouse.down();
    await mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 });
    await mouse.move(to.x, to.y, { steps: 4 });
    await mouse.up();
  }

  /** Selects a node by its header, clear of its jacks. */
  async select(name: string): Promise<void> {
    await this.node(name).click({ position: { x: 24, y: 20 } });
  }

  /** Types into a field of the inspector and commits it. */
  async fill(label: string, value: string): Promise<void> {
    const field = this.inspector.getByLabel(label, { exact: true });
    await this.#unfold(label);
    await field.fill(value);
    await field.blur();
  }

  /** Opens the part of the inspector that a field stands in. */
  async #unfold(label: string): Promise<void> {
    const field = this.page.getByLabel(label, { exact: true });
    await this.inspector.locator(field).waitFor({ state: 'attached' });
    const closed = this.inspector.locator('details:not([open])').filter({ has: field });
    while ((await closed.count()) > 0) await closed.first().locator('> summary').click();
  }

  async choose(label: string, option: string): Promise<void> {
    const field = this.inspector.getByLabel(label, { exact: true });
    await this.#unfold(label);
    await field.selectOption(option);
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  async startAll(): Promise<void> {
    await this.button(this.say('Start all')).click();
  }

  /**
   * Resolves when the drawing says that the node is in that state: `running`, `off`, `failed`. Does not wait on
   * for a machine that has failed.
   */
  async waitForState(name: string, state: string, withinMs = 60_000): Promise<void> {
    const deadline = performance.now() + withinMs;
    let failures = 0;
    for (;;) {
      const last = performance.now() > deadline - STATE_POLL_MS;
      const waiting = this.#state(name, state).waitFor({ timeout: STATE_POLL_MS });
      const error = await waiting.then(
        () => null,
        (thrown: Error) => thrown,
      );
      if (error === null) return;
      // A start that follows a failure takes a moment to be seen.
      failures = (await this.#state(name, 'failed').isVisible()) ? failures + 1 : 0;
      if (failures > 1) throw new Error(`${name} has failed: ${await this.#failureOf(name)}`);
      if (last) throw error;
    }
  }

  #state(name: string, state: string): Locator {
    const label = this.say('{{name}} is {{state}}', { name, state: this.say(state) });
    return this.drawing.getByRole('status', { name: label, exact: true });
  }

  /** What the inspector says of a machine that failed. */
  async #failureOf(name: string): Promise<string> {
    await this.select(name);
    return (await this.inspector.getByRole('alert').allInnerTexts()).join('\n');
  }

  get inspector(): Locator {
    return this.page.getByRole('complementary', { name: this.say('Inspector') });
  }

  /** What the menus of the bar are called on the page. */
  async menuTitles(): Promise<string[]> {
    const bar = this.page.getByRole('menubar');
    await bar.waitFor();
    return bar.locator('.menu-title').allInnerTexts();
  }

  /** Chooses from the menu bar, by the names that stand in renderer/commands/; undo says more. */
  async menu(title: string, item: string | RegExp): Promise<void> {
    const name = this.say(title);
    const entry = typeof item === 'string' ? this.say(item) : item;
    await this.page.getByRole('menubar').getByRole('menuitem', { name, exact: true }).click();
    const list = this.page.getByRole('menu', { name, exact: true });
    await list.waitFor();
    await this.#entry(list, entry).then((found) => found.click());
  }

  /** An entry of an open menu, or of a menu within it, which is opened then. */
  async #entry(list: Locator, name: string | RegExp): Promise<Locator> {
    const entry = list.getByRole('menuitem', { name, exact: true });
    for (const more of await list.locator('[aria-haspopup]').all()) {
      if ((await entry.count()) > 0) break;
      await more.click();
    }
    return entry;
  }

  /** Leaves the drawing and its lab, without saving, for an empty one. */
  async newLab(): Promise<void> {
    // What a test left open, perhaps because it failed, must not be in the way of the next one.
    if ((await this.page.getByRole('dialog').count()) > 0) await this.reload();
    await this.menu('File', 'New lab');
    const leave = this.button(this.say("Don't save")).or(this.button(this.say('Stop and go on')));
    const empty = this.drawing.getByRole('region', { name: this.say('Ready-made labs') });
    await leave.or(empty).waitFor();
    if (await leave.isVisible()) await leave.click();
    await empty.waitFor();
  }

  /** Loads the page anew; the service goes on. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.drawing.waitFor();
  }

  /** Opens a machine's console as a person would, and puts the keyboard into it. */
  async openConsole(name: string): Promise<Console> {
    await this.node(name).dblclick({ position: { x: 24, y: 20 } });
    return this.showConsole(name);
  }

  /** Brings the tab of an open console to the front. */
  async showConsole(name: string): Promise<Console> {
    await this.page.getByRole('tab', { name, exact: true }).click();
    const console = new Console(this.page, this.say('Console of {{name}}', { name }));
    await console.focus();
    return console;
  }

  /** Opens the monitor of a running QEMU machine from the inspector. */
  async openMonitor(name: string): Promise<Console> {
    await this.select(name);
    await this.inspector.getByRole('button', { name: 'More actions', exact: true }).click();
    await this.page.getByRole('menuitem', { name: 'Monitor', exact: true }).click();
    await this.page.getByRole('tab', { name: `${name} · monitor`, exact: true }).waitFor();
    return new Console(this.page, `Monitor of ${name}`);
  }

  async screenshot(path: string): Promise<void> {
    await this.page.screenshot({ path });
  }
}

interface Point {
  readonly x: number;
  readonly y: number;
}

async function centre(of: Locator): Promise<Point> {
  const box = await of.boundingBox();
  if (box === null) throw new Error(`${of} cannot be seen`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

function addressOf(server: ChildProcess): Promise<string> {
  return new Promise((done, failed) => {
    let text = '';
    const append = (chunk: Buffer) => {
      text += chunk.toString();
      const match = text.match(/http:\/\/\S+/);
      if (match !== null) done(match[0]);
    };
    server.stdout?.on('data', append);
    server.stderr?.on('data', append);
    server.once('exit', () => failed(new Error(`the service ended:\n${text}`)));
  });
}
