import { describe, expect, it } from 'vitest';
import { getoptLongOnly, type OptionSpec } from '../../../../../electron/cli/switch/getopt';

const specs: readonly OptionSpec[] = [
  { name: 'hub', letter: 'x', takesValue: false },
  { name: 'help', letter: 'h', takesValue: false },
  { name: 'sock', letter: 's', takesValue: true },
  { name: 'mod', letter: 'm', takesValue: true },
  { name: 'mode', letter: 'm', takesValue: true },
  { name: 'mgmt', letter: 'M', takesValue: true },
  { name: 'daemon', letter: 'd', takesValue: false },
];

/** `name=value` for options, `!text` for complaints, the text itself for operands. */
function read(...args: string[]): string[] {
  return getoptLongOnly(args, specs).map((parsed) => {
    if (parsed.kind === 'option') return `${parsed.spec.name}=${parsed.value}`;
    return parsed.kind === 'complaint' ? `!${parsed.text}` : parsed.text;
  });
}

describe('getopt_long_only', () => {
  it('takes long options with one hyphen or two, with their values attached or apart', () => {
    for (const args of [
      ['-sock', 'X'],
      ['--sock', 'X'],
      ['-sock=X'],
      ['--sock=X'],
      ['-s', 'X'],
      ['-sX'],
      ['--so=X'],
    ]) {
      expect(read(...args)).toEqual(['sock=X']);
    }
  });

  it('takes short options joined, the last with a value', () => {
    expect(read('-xdsX')).toEqual(['hub=', 'daemon=', 'sock=X']);
    expect(read('-xd', 'operand', '-h')).toEqual(['hub=', 'daemon=', 'operand', 'help=']);
  });

  it('takes a letter alone for the short option, more for a long one if it can be', () => {
    expect(read('-h', '-hu', '-d', '-da')).toEqual(['help=', 'hub=', 'daemon=', 'daemon=']);
    expect(read('-m600')).toEqual(['mod=600']);
  });

  it('complains in the words of the library', () => {
    expect(read('--nope')).toEqual(["!unrecognized option '--nope'"]);
    expect(read('-nope=3')).toEqual(["!unrecognized option '-nope=3'"]);
    expect(read('--m', '-mo')).toEqual([
      "!option '--m' is ambiguous; possibilities: '--mod' '--mode' '--mgmt'",
      "!option '-mo' is ambiguous; possibilities: '-mod' '-mode'",
    ]);
    expect(read('--daemon=yes')).toEqual(["!option '--daemon' doesn't allow an argument"]);
    expect(read('-sock')).toEqual(["!option '-sock' requires an argument"]);
    expect(read('-xs')).toEqual(['hub=', "!option requires an argument -- 's'"]);
    expect(read('-xq')).toEqual(['hub=', "!invalid option -- 'q'"]);
  });

  it('takes everything after two hyphens, and one hyphen alone, as operands', () => {
    expect(read('-', '--', '-x', '--')).toEqual(['-', '-x', '--']);
  });
});
