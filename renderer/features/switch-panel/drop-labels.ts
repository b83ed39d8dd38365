/** Why frames were dropped, in words. The keys are those of electron/engine/core/counters.ts. Pure. */
import { t } from '../../i18n/translate';

const words: Readonly<Record<string, string>> = {
  runt: 'too short',
  oversize: 'too long',
  'queue-full': 'queue full',
  unplugged: 'no cable',
  'hop-limit': 'went round in a loop',
  storm: 'duplicates in a loop',
  'peer-gone': 'client gone',
  'send-error': 'not sent',
  hairpin: 'already on its port',
  'wrong-vlan': 'wrong VLAN',
  blocked: 'blocked by spanning tree',
  loss: 'lost on the cable',
  mtu: 'longer than the MTU',
  'cable-down': 'cable down',
  'refused-handshake': 'refused to join',
  overload: 'switch engine overloaded',
};

/** The reason as a person reads it; one that is not known here stays as it is. */
export function dropWord(reason: string): string {
  return t(words[reason] ?? reason);
}

export interface Drops {
  readonly total: number;
  /**
   * `15 dropped (queue full: 12, wrong VLAN: 3)`, the most frequent first, or `6 dropped (no cable)`;
   * empty when nothing was dropped.
   */
  readonly text: string;
}

const count = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

/** Drops by reason as one line. @param drops frames by reason */
export function dropsOf(drops: Readonly<Record<string, number>>): Drops {
  const counted = Object.entries(drops)
    .filter(([, frames]) => frames > 0)
    .sort(([, one], [, other]) => other - one);
  const total = counted.reduce((sum, [, frames]) => sum + frames, 0);
  if (total === 0) return { total, text: '' };
  const [only] = counted.length === 1 ? counted : [];
  const reasons =
    only === undefined
      ? counted.map(([reason, frames]) => `${dropWord(reason)}: ${count.format(frames)}`).join(', ')
      : dropWord(only[0]);
  return {
    total,
    text: t('{{total}} dropped ({{reasons}})', { total: count.format(total), reasons }),
  };
}
