/** The language that a test and the page speak with each other: English, or a made-up one that shows what is not translated. */
import { readFileSync } from 'node:fs';
import i18next, { type i18n } from 'i18next';
import type { BrowserContext } from 'playwright-core';

type Catalogue = Record<string, string>;
type Values = Record<string, string | number>;

export interface Language {
  /** What the page makes of a key of the catalogue. */
  say(text: string, values?: Values): string;
  /** Gives the page the catalogue. */
  teach(browser: BrowserContext): Promise<void>;
}

const english: Catalogue = JSON.parse(readFileSync('renderer/i18n/en.json', 'utf8'));

function speaker(words: Catalogue): Language['say'] {
  const speaking: i18n = i18next.createInstance();
  speaking.init({
    lng: 'en',
    resources: { en: { translation: words } },
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  return (text, values = {}) => speaking.t(text, values);
}

export const inEnglish: Language = { say: speaker(english), teach: async () => {} };

const plain = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const accented = 'áƀćďéƒǵĥíĵķĺɱńóṕɋŕśťúṽŵẋýźÁƁĆĎÉƑǴĤÍĴĶĹḾŃÓṔɊŔŚŤÚṼŴẊÝŹ';
const accents = new Map([...plain].map((letter, at) => [letter, [...accented][at]!]));

/** Every third letter twice, and none of them as it was. */
function drawl(text: string): string {
  let letters = 0;
  return text.replace(/[a-zA-Z]/g, (letter) => {
    const accent = accents.get(letter)!;
    return letters++ % 3 === 1 ? accent + accent : accent;
  });
}

/** `⟦Ńóódé {{name}}⟧` for `Node {{name}}`: a third longer, without a plain Latin letter but for its values. */
function madeUp(text: string): string {
  const parts = text.split(/(\{\{\w+\}\})/);
  return `⟦${parts.map((part) => (part.startsWith('{{') ? part : drawl(part))).join('')}⟧`;
}

function madeUpCatalogue(): Catalogue {
  return Object.fromEntries(Object.entries(english).map(([key, text]) => [key, madeUp(text)]));
}

/** A translator's catalogue of a language that nobody speaks, in the place of the English one. */
export function inMadeUpLanguage(): Language {
  const words = madeUpCatalogue();
  return {
    say: speaker(words),
    async teach(browser) {
      await browser.route('**/assets/en-*.js', (route) =>
        route.fulfill({
          contentType: 'text/javascript; charset=utf-8',
          body: `export default ${JSON.stringify(words)};`,
        }),
      );
    },
  };
}
