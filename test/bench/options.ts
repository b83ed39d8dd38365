/** The command line of the bench. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface BenchOptions {
  /** Names of parts; empty for all. */
  readonly only: readonly string[];
  readonly rounds: number;
  readonly seconds: number;
  /** Where to write every sample, or null. */
  readonly json: string | null;
  /** The command of another build of this app to compare with, or null. */
  readonly against: string | null;
  /** Whether only this engine takes part, in one build or two. */
  readonly own: boolean;
  readonly profile: boolean;
  readonly help: boolean;
}

export const usage = `npm run bench -- [OPTION...]

Compares this engine with vde_switch and with vde_plug null:// switch://. Run npm run build first.

  --only PART[,PART]  measure only these; without, all
  --rounds N          turns of each switch (7)
  --seconds N         how long one flood or transfer lasts (2)
  --json FILE         write all samples there
  --against FILE      compare with another build as well: its dist/electron/cli.js
  --own               leave the other programs' switches out
  --profile           where this engine spends its time in a flood, instead of comparing
  --help              this text
`;

/** Throws an error that says what is wrong with them. */
export function parseOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', default: '' },
      rounds: { type: 'string', default: '7' },
      seconds: { type: 'string', default: '2' },
      json: { type: 'string' },
      against: { type: 'string' },
      own: { type: 'boolean', default: false },
      profile: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  return {
    only: values.only.split(',').filter((name) => name !== ''),
    rounds: positive('rounds', values.rounds),
    seconds: positive('seconds', values.seconds),
    json: values.json ?? null,
    against: values.against === undefined ? null : resolve(values.against),
    own: values.own,
    profile: values.profile,
    help: values.help,
  };
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new Error(`--${name} wants a number above 0, not "${text}".`);
  return value;
}
