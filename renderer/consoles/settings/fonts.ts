/** Which fonts this computer has, and whether they suit a console. Browsers tell it only by how wide text comes out. */

import { t } from '../../i18n/translate';
import type { FieldFinding } from '../../ui/field';

const GENERIC = new Set(['monospace', 'ui-monospace', 'serif', 'sans-serif', 'system-ui']);

/** In pixels at a size of 100. @param fonts as in a style sheet */
type Measure = (text: string, fonts: string) => number;

function measureOnCanvas(): Measure {
  const context = document.createElement('canvas').getContext('2d');
  return (text, fonts) => {
    if (context === null) return 0;
    context.font = `100px ${fonts}`;
    return context.measureText(text).width;
  };
}

/** A font that is not there leaves its text to the next one, whichever that is. */
function isThere(name: string, measure: Measure): boolean {
  if (GENERIC.has(name)) return true;
  return ['monospace', 'serif'].some(
    (next) => measure('mmWWiill', `"${name}", ${next}`) !== measure('mmWWiill', next),
  );
}

function isEven(name: string, measure: Measure): boolean {
  const shown = GENERIC.has(name) ? name : `"${name}"`;
  return measure('iiii', shown) === measure('MMMM', shown);
}

/** What is to be said of the fonts chosen for consoles; null if nothing. @param fonts names with commas between them */
export function fontFinding(fonts: string, measure = measureOnCanvas()): FieldFinding | null {
  const names = fonts
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const missing = names.filter((name) => !isThere(name, measure));
  if (missing.length > 0) {
    return {
      severity: 'warning',
      message: t('This computer does not have {{fonts}}.', { fonts: missing.join(', ') }),
      next: t('Consoles take the next font of these, or their own.'),
    };
  }
  const [first] = names;
  if (first === undefined || isEven(first, measure)) return null;
  return {
    severity: 'warning',
    message: t('In {{font}} letters have different widths, so columns do not line up.', {
      font: first,
    }),
    next: t('Take a font that is made for code.'),
  };
}
