/**
 * What a cable does to its frames, in the words of vde2's wirefilter. It knows nearly all of it; what it
 * does not know is named in a comment.
 */
import type { Conditions } from '../../../shared/document/cable-conditions';
import type { Cable } from '../../../shared/document/topology';

/** The longest usual frame: wirefilter's queue is counted in bytes. */
const FRAME_BYTES = 1514;
const BYTES_PER_KILOBIT = 125;
/** Wirefilter's megabyte has 2^20 bytes. */
const MEBIBYTE = 1.048576;
/** At 100 wirefilter sends a frame again for ever. */
const MAX_DUPLICATE = 99;

export const hasConditions = ({ aToB, bToA }: Cable) => aToB !== null || bToA !== null;

/** The command that joins two places by a cable with its conditions. The places hold no colon. */
export function wirefilter(cable: Cable, a: string, b: string): string[] {
  return [
    'wirefilter',
    '-v',
    `${a}:${b}`,
    ...(cable.aToB === null ? [] : optionsOf('LR', cable.aToB)),
    ...(cable.bToA === null ? [] : optionsOf('RL', cable.bToA)),
  ];
}

/** What of the cable's conditions wirefilter cannot do, in a few words each. */
export function beyondWirefilter({ aToB, bToA }: Cable): string[] {
  const both = [aToB, bToA].filter((one) => one !== null);
  return [
    ...(both.some(({ reorder }) => reorder > 0) ? ['frames that overtake'] : []),
    ...(both.some(({ bandwidth, burstBytes }) => bandwidth > 0 && burstBytes > 0)
      ? ['bursts above the bandwidth']
      : []),
  ];
}

function optionsOf(direction: 'LR' | 'RL', conditions: Conditions): string[] {
  const { delay, jitter, loss, burst, duplicate, bandwidth, queue, corrupt, mtu } = conditions;
  const option = (isSet: boolean, name: string, value: string | number) =>
    isSet ? [name, `${direction}${value}`] : [];
  return [
    ...option(mtu > 0, '-m', mtu),
    ...option(loss > 0, '-l', loss),
    ...option(loss > 0 && burst > 1, '-L', burst),
    ...option(duplicate > 0, '-D', Math.min(duplicate, MAX_DUPLICATE)),
    ...option(bandwidth > 0, '-c', queue * FRAME_BYTES),
    ...option(bandwidth > 0, '-b', bandwidth * BYTES_PER_KILOBIT),
    ...option(delay > 0 || jitter > 0, '-d', delayOf(conditions)),
    ...option(corrupt > 0, '-n', Number((corrupt * MEBIBYTE).toFixed(6))),
  ];
}

function delayOf({ delay, jitter, distribution }: Conditions): string {
  if (jitter === 0) return String(delay);
  return `${delay}+${jitter}${distribution === 'normal' ? 'N' : 'U'}`;
}
