/** Instrumented code does what it did, and tells of every block that it enters. */
import { beforeEach, describe, expect, it } from 'vitest';
import { blockCounts, hit, OutOfFuel, startCounting, stopCounting } from '../../fuzz/coverage';
import { instrument } from '../../fuzz/instrument';

/** Runs an instrumented body of a function with one argument. */
function run(body: string, argument: unknown): unknown {
  const { code } = instrument(`export const subject = (input) => {${body}};`, 0, 'coverage');
  const plain = code.replace(/^import [^;]*;/, '').replace('export const subject =', 'return');
  return new Function('__hit', plain)(hit)(argument);
}

beforeEach(() => startCounting(1_000));

describe('instrumented code', () => {
  it.each([
    ['branches without braces', 'if (input > 1) return "a"; else return "b";', 2, 'a'],
    ['the other branch', 'if (input > 1) return "a"; else return "b";', 0, 'b'],
    ['a chain of branches', 'if (input) return 1; else if (!input) return 2; return 3;', 0, 2],
    ['conditions within conditions', 'return input ? (input > 1 ? "x" : "y") : "z";', 1, 'y'],
    ['arrows that give objects', 'return ((a) => ({ a, b: a && a + 1 }))(input).b;', 2, 3],
    ['the right sides of operators', 'return (input && 0) || (null ?? input + 1);', 5, 6],
    [
      'cases that fall through',
      'switch (input) { case 1: case 2: return "low"; default: return "x"; }',
      1,
      'low',
    ],
    [
      'loops without braces',
      'let sum = 0; for (const one of [1, 2, 3]) sum += one; return sum;',
      0,
      6,
    ],
    [
      'a loop whose body is a branch',
      'let n = input; while (n > 0) if (n > 5) n -= 5; else n--; return n;',
      12,
      0,
    ],
    ['what is caught', 'try { throw input } catch { return "caught"; }', 0, 'caught'],
    ['text that is not ASCII', 'return input ? "“ü😀" : "no";', 1, '“ü😀'],
    [
      'classes with methods',
      'class A { #x = 1; get x() { return this.#x + input; } } return new A().x;',
      1,
      2,
    ],
  ])('keeps the meaning of %s', (_, body, argument, result) => {
    expect(run(body, argument)).toBe(result);
  });

  it('counts how often each block is entered', () => {
    run('for (let n = 0; n < input; n++) if (n % 2 === 0) n; return 0;', 6);
    const counted = [...blockCounts.subarray(0, 4)].sort();
    expect(counted).toEqual([0, 1, 3, 6]);
  });

  it('ends a loop without end when its fuel is spent', () => {
    expect(() => run('for (;;) input;', 0)).toThrow(OutOfFuel);
    expect(stopCounting()).toBe(true);
  });

  it('notes the texts that input may be compared with', () => {
    const { words, blocks } = instrument('export const f = (a) => a === "vdelab" || a;', 5, 'x');
    expect(words).toContain('vdelab');
    expect(blocks).toBe(2);
  });
});
