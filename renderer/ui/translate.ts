/**
 * The texts of the page. English is the key as well as the text, so that code reads like the page;
 * a translation is a catalogue from these keys to another language.
 */
import i18next from 'i18next';
import english from '../words/en.json';

void i18next.init({
  lng: 'en',
  resources: { en: { translation: english } },
  // Keys are sentences: dots and colons in them part nothing.
  keySeparator: false,
  nsSeparator: false,
  // React escapes what it shows.
  interpolation: { escapeValue: false },
  initAsync: false,
});

/**
 * The text in the language of the page; `{{name}}` in it stands for the value of that name. Texts that
 * count something have the forms `text_one` and `text_other` in the catalogue and are chosen by `count`.
 */
export function t(text: string, values: Record<string, string | number> = {}): string {
  return i18next.t(text, values);
}

/** A choice of a table of data, with its label in the language of the page. */
export function inWords<Choice extends { label: string }>(choice: Choice): Choice {
  return { ...choice, label: t(choice.label) };
}
