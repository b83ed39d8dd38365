/** A template that somebody gives away: read, listed under names that somebody types, and kept again. */
import { asTemplate, fileStem, templateOf } from '../../../electron/templates/template-file';
import { templateSchema } from '../../../shared/contract/service-templates';
import { mutatedJson } from '../mutate-json';
import { type FuzzTarget, fuelPerByte, promise, utf8Of } from '../target';
import { checkRoundTrip, documentSeeds, readOrRefuse } from './documents';

/** Texts of the input itself, for names that nobody would think of. */
function namesIn(text: string): string[] {
  return [text, text.slice(0, 70), text.slice(-70), [...text].reverse().slice(0, 80).join('')];
}

function run(input: Uint8Array): void {
  const text = utf8Of(input);
  for (const name of namesIn(text)) {
    promise(/^[a-z0-9]+(-[a-z0-9]+)*$/.test(fileStem(name)), 'a file name that is none');
  }
  const document = readOrRefuse(text);
  if (document === null) return;
  for (const name of [document.name, text.slice(0, 90)]) {
    const template = asTemplate(document, oneLine(name), oneLine(text.slice(0, 700)));
    templateSchema.parse(templateOf('id', template));
    checkRoundTrip(template);
  }
}

/** As the service's contract lets names in. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}\u2028\u2029]/gu, ' ');
}

export const templates: FuzzTarget = {
  name: 'templates',
  modules: ['electron/templates/', 'shared/contract/service-templates'],
  seeds: documentSeeds(),
  maxBytes: 16_384,
  fuel: fuelPerByte(3_000, 500_000),
  limitMs: 300,
  mutate: mutatedJson,
  run,
};
