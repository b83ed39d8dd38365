import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  HiddenOutput,
  PAUSE_MS,
  PIECE,
} from '../../../../../renderer/consoles/terminal/hidden-output';

let drawn: string[];
let acknowledged: number;
let output: HiddenOutput;

const write = (data: string) =>
  output.write(data, () => {
    acknowledged += data.length;
  });

beforeEach(() => {
  vi.useFakeTimers();
  drawn = [];
  acknowledged = 0;
  output = new HiddenOutput((data, done) => {
    drawn.push(data);
    done?.();
  });
});

afterEach(() => {
  vi.useRealTimers();
});

test('what is seen is drawn at once', () => {
  write('login: ');
  expect(drawn).toEqual(['login: ']);
});

test('a flood that is not seen is drawn in pieces, and acknowledged when all of a message is drawn', () => {
  output.setVisible(false);
  const flood = 'abc'.repeat(PIECE / 2);
  write(flood);
  write('$ ');
  expect(drawn).toEqual([]);
  vi.advanceTimersByTime(PAUSE_MS);
  expect(drawn).toEqual([flood.slice(0, PIECE)]);
  expect(acknowledged).toBe(0);
  vi.advanceTimersByTime(PAUSE_MS);
  expect(drawn.join('')).toBe(`${flood}$ `);
  expect(acknowledged).toBe(flood.length + 2);
  expect(vi.getTimerCount()).toBe(0);
});

test('a piece is as large as it may be, whatever messages it comes in', () => {
  output.setVisible(false);
  for (let count = 0; count < 5; count++) write('x'.repeat(PIECE / 2));
  for (const pieces of [1, 2, 2.5]) {
    vi.advanceTimersByTime(PAUSE_MS);
    expect(drawn.join('')).toHaveLength(pieces * PIECE);
  }
});

test('all of it is there, in order, as soon as it is looked at', () => {
  output.setVisible(false);
  const flood = 'xyz'.repeat(PIECE);
  write(flood);
  vi.advanceTimersByTime(PAUSE_MS);
  output.setVisible(true);
  write('$ ');
  expect(drawn.join('')).toBe(`${flood}$ `);
  expect(acknowledged).toBe(flood.length + 2);
});
