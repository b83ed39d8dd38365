/** An open console of the editor, as a person reads it and types into it. */
import type { Locator, Page } from 'playwright-core';
import { eventually } from './vde-client';

/** What a machine that failed has printed may still be on its way to the page. */
const LAST_WORDS_MS = 1000;

export class Console {
  readonly #page: Page;
  readonly #input: Locator;
  readonly #panel: Locator;
  readonly #name: string;

  /** @param label what screen readers call it: `Console of pc1`, `Monitor of vm1` */
  constructor(page: Page, label: string) {
    this.#page = page;
    this.#name = label.replace(/^(Console|Monitor) of /, '');
    this.#input = page.getByRole('textbox', { name: label, exact: true });
    this.#panel = page.getByRole('tabpanel', { name: label, exact: true });
  }

  async focus(): Promise<void> {
    await this.#input.focus();
  }

  async type(line: string): Promise<void> {
    await this.#input.focus();
    await this.#page.keyboard.type(line);
    await this.#page.keyboard.press('Enter');
  }

  async press(key: string): Promise<void> {
    await this.#input.focus();
    await this.#page.keyboard.press(key);
  }

  /** The lines that can be seen, from top to bottom. */
  get rows(): Locator {
    return this.#panel.locator('.xterm-rows > div');
  }

  async screen(): Promise<string> {
    return (await this.rows.allInnerTexts()).map((row) => row.replaceAll('\u00a0', ' ')).join('\n');
  }

  /** Resolves when what can be seen matches; does not wait for a machine that has failed. */
  async shows(pattern: RegExp, withinMs = 60_000): Promise<RegExpMatchArray> {
    const failed = this.#page.getByRole('status', { name: `${this.#name} is failed`, exact: true });
    let failedSince: number | null = null;
    const look = async () => {
      const match = (await this.screen()).match(pattern);
      if (match !== null) return match;
      failedSince = (await failed.count()) > 0 ? (failedSince ?? performance.now()) : null;
      if (failedSince === null || performance.now() - failedSince < LAST_WORDS_MS) return null;
      throw new Error(`${this.#name} has failed`);
    };
    return eventually(`${pattern}`, look, withinMs).catch(async ({ message }: Error) => {
      const seen = await this.screen();
      throw new Error(`the console does not show ${pattern} (${message}), but:\n${seen}`);
    });
  }
}

/**
 * Presses `Put back` in a window of consoles, and returns when that window has closed. It may be gone before
 * Playwright hears that the mouse button was let go, which then fails as the click of a page that is closed.
 */
export async function putBack(window: Page): Promise<void> {
  const click = window.getByRole('button', { name: 'Put back' }).click();
  await Promise.all([
    window.waitForEvent('close'),
    click.catch((cause: Error) => {
      if (!cause.message.includes('has been closed')) throw cause;
    }),
  ]);
}
