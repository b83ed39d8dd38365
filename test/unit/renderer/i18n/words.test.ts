/** The catalogue of English texts has what the page uses, and nothing else. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { offers } from '../../../../electron/images/offers';
import { recipeTitles } from '../../../../shared/contract/service-images';
import { cablePresets } from '../../../../shared/document/cable-presets';
import { groupTitles } from '../../../../shared/lab/parts';
import { locatorModules } from '../../../../shared/vde/vnl-modules';
import { textsOf } from '../../../harness/page-texts';

const CATALOGUE = 'renderer/i18n/en.json';
const isCounted = (text: string) => text.includes('{{count}}');

function sources(): string[] {
  const names = readdirSync('renderer', { recursive: true, encoding: 'utf8' });
  const paths = names.filter((name) => /\.tsx?$/.test(name)).map((name) => join('renderer', name));
  const kinds = readdirSync('shared/kinds', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join('shared/kinds', name));
  return [...paths, ...kinds];
}

/** Texts of data that is read where it is shown. */
function textsOfData(): string[] {
  const examples: { title: string; description: string }[] = JSON.parse(
    readFileSync('assets/examples/examples.json', 'utf8'),
  );
  return [
    ...examples.flatMap(({ title, description }) => [title, description]),
    ...cablePresets.map(({ title }) => title),
    ...Object.values(groupTitles),
    ...Object.values(recipeTitles),
    ...offers.map(({ title }) => title),
    ...Object.values(locatorModules).map(({ description }) => description),
  ];
}

function keysInUse(): string[] {
  const texts = new Set([...sources().flatMap(textsOf), ...textsOfData()]);
  const forms = [...texts].flatMap((text) =>
    isCounted(text) ? [`${text}_one`, `${text}_other`] : [text],
  );
  return forms.sort();
}

const readCatalogue = () => JSON.parse(readFileSync(CATALOGUE, 'utf8')) as Record<string, string>;

/** Keeps what is worded already; a new key is its own text. */
function updateCatalogue(): void {
  const before = readCatalogue();
  const entries = keysInUse().map((key) => [key, before[key] ?? key.replace(/_(one|other)$/, '')]);
  writeFileSync(CATALOGUE, `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`);
}

test('the catalogue has every text of the page and no other', { timeout: 60_000 }, () => {
  if (process.env.UPDATE_WORDS !== undefined) updateCatalogue();
  expect(Object.keys(readCatalogue()).sort()).toEqual(keysInUse());
});

test('a text has the values that its key names', () => {
  const values = (text: string) => new Set(text.match(/\{\{\w+\}\}/g));
  for (const [key, text] of Object.entries(readCatalogue())) {
    for (const value of values(text)) expect(values(key), key).toContain(value);
  }
});
