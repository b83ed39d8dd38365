/**
 * The texts of the page. English is the key as well as the text, so that code reads like the page;
 * a translation is a catalogue from these keys to another language. Every file in renderer/i18n/ is
 * one; the browser's languages choose among them.
 *
 * Modules that import this one wait until the catalogue is there, so t() can be called anywhere.
 */
import i18next from 'i18next';
import { chooseLanguage, ENGLISH } from './language';
import { settingsOfPage } from './settings';

const catalogues = new Map(
  Object.entries(import.meta.glob<Record<string, string>>('./*.json', { import: 'default' })).map(
    ([path, load]) => [path.replace(/^.*\/|\.json$/g, ''), load],
  ),
);

/** The tag of the language that the page speaks. */
export const pageLanguage = chooseLanguage(
  [settingsOfPage().language, ...(globalThis.navigator?.languages ?? [])],
  [...catalogues.keys()],
);

async function wordsOf(language: string): Promise<[string, { translation: object }]> {
  return [language, { translation: (await catalogues.get(language)?.()) ?? {} }];
}

await i18next.init({
  lng: pageLanguage,
  // English has the words for what a catalogue lacks.
  fallbackLng: ENGLISH,
  resources: Object.fromEntries(
    await Promise.all([...new Set([pageLanguage, ENGLISH])].map(wordsOf)),
  ),
  // Keys are sentences: dots and colons in them part nothing.
  keySeparator: false,
  nsSeparator: false,
  // React escapes what it shows.
  interpolation: { escapeValue: false },
  initAsync: false,
});

/** Texts without values by their keys: a page asks for the same few hundred at every turn. */
const plainTexts = new Map<string, string>();

function plainText(text: string): string {
  const known = plainTexts.get(text);
  if (known !== undefined) return known;
  const found = i18next.t(text);
  plainTexts.set(text, found);
  return found;
}

/**
 * The text in the language of the page; `{{name}}` in it stands for the value of that name. Texts that
 * count something have the forms `text_one` and `text_other` in the catalogue and are chosen by `count`.
 */
export function t(text: string, values?: Record<string, string | number>): string {
  return values === undefined ? plainText(text) : i18next.t(text, values);
}

/** A choice of a table of data, with its label in the language of the page. */
export function inWords<Choice extends { label: string }>(choice: Choice): Choice {
  return { ...choice, label: t(choice.label) };
}
