/** The fields of a cable's conditions, as data: label, unit, range. The document's schema checks too. */
import { type Conditions, conditionsSchema } from '../../../shared/document/cable-conditions';

export interface ConditionSpec {
  readonly field: Exclude<keyof Conditions, 'distribution'>;
  readonly label: string;
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  readonly whole: boolean;
  /** What stands in the field instead of 0, where 0 means that there is no limit. */
  readonly zero?: string;
  /** What it does, for the field's tip. */
  readonly tip: string;
}

interface Extra {
  min?: number;
  whole?: boolean;
  zero?: string;
}

/** The upper end is what the document's schema says, so that the two cannot differ. */
function spec(
  field: ConditionSpec['field'],
  label: string,
  unit: string,
  tip: string,
  { min = 0, whole = false, ...rest }: Extra = {},
): ConditionSpec {
  const max = conditionsSchema.shape[field].maxValue ?? Number.MAX_SAFE_INTEGER;
  return { field, label, unit, tip, min, max, whole, ...rest };
}

export const conditionSpecs: readonly ConditionSpec[] = [
  spec('delay', 'Delay', 'ms', 'How long a frame is on its way.'),
  spec('jitter', 'Jitter', 'ms', 'How far the delay strays to either side.'),
  spec('loss', 'Loss', '%', 'Frames that are lost.'),
  spec(
    'burst',
    'Loss burst',
    'frames',
    'How many are lost in one go, on average; 1: each for itself.',
    {
      min: 1,
    },
  ),
  spec('bandwidth', 'Bandwidth', 'kbit/s', 'Thousands of bits in a second.', {
    zero: 'Unlimited',
  }),
  spec('burstBytes', 'Burst', 'bytes', 'What may pass at once at full speed after a pause.', {
    whole: true,
  }),
  spec('queue', 'Queue', 'frames', 'Frames that may wait for the bandwidth; more are dropped.', {
    min: 1,
    whole: true,
  }),
  spec('mtu', 'MTU', 'bytes', 'Longest frame that passes, header included.', {
    whole: true,
    zero: 'No limit',
  }),
  spec('duplicate', 'Duplicates', '%', 'Frames that arrive twice.'),
  spec('reorder', 'Reordered', '%', 'Frames that overtake the ones before them; needs a delay.'),
  spec('corrupt', 'Bit errors', 'per MB', 'Bits that are turned over in each megabyte.'),
];
