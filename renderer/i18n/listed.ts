/** Names in a sentence. Pure. */
import { t } from './translate';

/** `a, b and c`, or `a, b and 7 more`. @param most names that are spelt out */
export function listed(names: readonly string[], most: number): string {
  if (names.length < 2) return names.join();
  const shown = names.slice(0, names.length > most ? most : -1).join(', ');
  const rest = names.length - most;
  if (rest > 0) return t('{{names}} and {{count}} more', { names: shown, count: rest });
  return t('{{names}} and {{last}}', { names: shown, last: names.at(-1) ?? '' });
}
