/** Key presses as a browser reports them for keyboards with other letters, and for input methods. */
import type { CDPSession, Page } from 'playwright-core';

const modifierBits = { Alt: 1, Control: 2, Meta: 4, Shift: 8 } as const;
const COMPOSING_KEY_CODE = 229;

function bitsOf(modifiers: readonly string[]): number {
  return modifiers.reduce(
    (bits, name) => bits | modifierBits[name as keyof typeof modifierBits],
    0,
  );
}

export class ForeignKeys {
  readonly #session: CDPSession;

  private constructor(session: CDPSession) {
    this.#session = session;
  }

  static async of(page: Page): Promise<ForeignKeys> {
    return new ForeignKeys(await page.context().newCDPSession(page));
  }

  /**
   * @param press `Control+Shift+У`: modifiers, and what the key prints
   * @param code where the key is, as `KeyboardEvent.code` names it
   */
  async press(press: string, code: string): Promise<void> {
    const parts = press.split('+');
    const event = {
      key: parts.at(-1) ?? '',
      code,
      windowsVirtualKeyCode: code.charCodeAt(code.length - 1),
      modifiers: bitsOf(parts.slice(0, -1)),
    };
    await this.#session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...event });
    await this.#session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event });
  }

  /** What an input method shows before a word is chosen. */
  async compose(text: string): Promise<void> {
    await this.#session.send('Input.imeSetComposition', {
      text,
      selectionStart: text.length,
      selectionEnd: text.length,
    });
  }

  /** A key that the input method takes, such as Enter to choose a word. */
  async pressWhileComposing(key: string): Promise<void> {
    const event = { key, code: key, windowsVirtualKeyCode: COMPOSING_KEY_CODE };
    await this.#session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...event });
    await this.#session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event });
  }
}
