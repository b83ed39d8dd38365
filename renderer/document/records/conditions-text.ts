/** The conditions of a cable in a few words: `20 ms · 1 % loss · 10 Mbit/s`. Pure. */

import { type Conditions, perfectConditions } from '../../../shared/document/cable-conditions';
import type { Cable } from '../../../shared/document/topology';
import { t } from '../../i18n/translate';

const UNITS = ['kbit/s', 'Mbit/s', 'Gbit/s'] as const;
const number = new Intl.NumberFormat('en', { maximumSignificantDigits: 3, useGrouping: false });

/** `64 kbit/s`, `1.5 Mbit/s`. @param kbit thousands of bits per second */
export function bandwidthText(kbit: number): string {
  let unit = 0;
  let shown = kbit;
  while (shown >= 1000 && unit < UNITS.length - 1) {
    shown /= 1000;
    unit++;
  }
  return `${number.format(shown)} ${UNITS[unit]}`;
}

function delayText({ delay, jitter }: Conditions): string {
  if (jitter === 0) return delay === 0 ? '' : t('{{value}} ms', { value: number.format(delay) });
  return t('{{delay}} ± {{jitter}} ms', {
    delay: number.format(delay),
    jitter: number.format(jitter),
  });
}

const some = (value: number, text: string) => (value === 0 ? '' : text);

/** Every condition that is set, the weightiest first; empty for a perfect direction. */
function conditionText(conditions: Conditions): string[] {
  const { loss, bandwidth, duplicate, reorder, corrupt, mtu } = conditions;
  return [
    delayText(conditions),
    some(loss, t('{{value}} % loss', { value: number.format(loss) })),
    some(bandwidth, bandwidthText(bandwidth)),
    some(duplicate, t('{{value}} % twice', { value: number.format(duplicate) })),
    some(reorder, t('{{value}} % out of order', { value: number.format(reorder) })),
    some(corrupt, t('{{value}} bit errors per MB', { value: number.format(corrupt) })),
    some(mtu, t('MTU {{mtu}}', { mtu })),
  ].filter((word) => word !== '');
}

/** The label on the drawing has room for so many; the cable's title tells all. */
const MOST_WORDS = 3;

export function conditionsText(conditions: Conditions | null): string {
  if (conditions === null) return '';
  const words = conditionText(conditions);
  const shown = words.slice(0, MOST_WORDS).join(' · ');
  return words.length > MOST_WORDS ? `${shown} …` : shown;
}

export type ArrowTowards = 'left' | 'right' | 'up' | 'down';

const arrows: Record<ArrowTowards, string> = { left: '←', right: '→', up: '↑', down: '↓' };
const opposite: Record<ArrowTowards, ArrowTowards> = {
  left: 'right',
  right: 'left',
  up: 'down',
  down: 'up',
};

/** Which way on the drawing a direction goes. */
export function towards(from: { x: number; y: number }, to: { x: number; y: number }) {
  const flat = Math.abs(to.x - from.x) >= Math.abs(to.y - from.y);
  if (flat) return to.x >= from.x ? 'right' : 'left';
  return to.y >= from.y ? 'down' : 'up';
}

/** One line for both directions, or one for each when they differ. `ab` is where a to b goes. */
export function withArrows(aToB: string, bToA: string, ab: ArrowTowards): string[] {
  const lines: string[] = [];
  if (aToB !== '') lines.push(`${arrows[ab]} ${aToB}`);
  if (bToA !== '') lines.push(`${arrows[opposite[ab]]} ${bToA}`);
  return lines;
}

/** The lines of a cable's label; none for a perfect cable. */
export function cableConditionLines(
  { up, aToB, bToA }: Pick<Cable, 'up' | 'aToB' | 'bToA'>,
  ab: ArrowTowards,
): string[] {
  if (!up) return [t('down')];
  const [one, other] = [conditionsText(aToB), conditionsText(bToA)];
  if (one === '' && other === '') return [];
  if (one === other) return [one];
  const worded = (text: string) => (text === '' ? t('perfect') : text);
  return withArrows(worded(one), worded(other), ab);
}

/** Whether conditions change anything at all. */
export function isPerfect(conditions: Conditions): boolean {
  return (Object.keys(perfectConditions) as (keyof Conditions)[]).every(
    (field) => conditions[field] === perfectConditions[field],
  );
}
