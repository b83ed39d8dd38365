import { describe, expect, it } from 'vitest';
import { bucketsFor, hashBucket } from '../../../../../electron/management/hash-bucket';
import { leadingIntegers, leadingNumber } from '../../../../../electron/management/numbers';
import {
  commandIn,
  findCommand,
  managementCommands,
} from '../../../../../electron/management/session/command-table';

const found = (line: string) => {
  const { command, argument } = findCommand(line) ?? {};
  return command === undefined ? null : [command.path, argument];
};

describe('finding a command', () => {
  it('takes the first whose whole path begins the line', () => {
    expect(found('port/print 3')).toEqual(['port/print', '3']);
    expect(found('showinfox')).toEqual(['showinfo', 'x']);
    expect(found('help \t port')).toEqual(['help', 'port']);
    expect(found('port/p')).toBeNull();
    expect(found('PORT/PRINT')).toBeNull();
  });

  it('never takes a heading', () => {
    for (const heading of ['ds', 'debug', 'plugin', 'hash', 'fstp', 'port', 'vlan']) {
      expect(findCommand(`${heading} x`)).toBeNull();
    }
  });

  it('finds every command by its own path: none hides behind an earlier one', () => {
    const commands = managementCommands.filter(({ run }) => run !== undefined);
    expect(commands.map(({ path }) => found(path)?.[0])).toEqual(commands.map(({ path }) => path));
  });

  it('skips leading blanks and comments', () => {
    expect(commandIn(' \t showinfo ')).toBe('showinfo ');
    expect(commandIn('  # showinfo')).toBe('');
  });
});

describe('numbers in arguments', () => {
  it('are read as atoi and sscanf read them', () => {
    expect(leadingNumber(' -12x')).toBe(-12);
    expect(leadingNumber('0x10')).toBe(0);
    expect(leadingNumber('')).toBe(0);
    expect(leadingNumber('99999999999')).toBe(2_147_483_647);
    expect(leadingIntegers('0x10 010 9 rest', 3)).toEqual([16, 8, 9]);
    expect(leadingIntegers('-0x3\t+4', 2)).toEqual([-3, 4]);
    expect(leadingIntegers('3', 2)).toBeNull();
    expect(leadingIntegers('3 x', 2)).toBeNull();
  });
});

describe('buckets', () => {
  it("are those of vde_switch's table", () => {
    // As vde_switch 2.3.2 printed them.
    expect(hashBucket([2, 0, 0, 0, 0, 1], 0, 128)).toBe(43);
    expect(hashBucket([2, 0, 0, 0, 0, 3], 0, 128)).toBe(105);
    expect(hashBucket([2, 0, 0, 0, 0, 10], 0, 128)).toBe(9);
    expect([1, 100, 128, 129].map(bucketsFor)).toEqual([1, 128, 128, 256]);
  });
});
