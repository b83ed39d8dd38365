import { describe, expect, it } from 'vitest';
import { CounterTable } from '../../../../../electron/dataplane/shared/counter-table';
import { PortCounters } from '../../../../../electron/engine/core/counters';

describe('the places of counters', () => {
  it('are given again to a device with as many ports, as zeroes', () => {
    const table = new CounterTable();
    const slot = table.allot('a', 3);
    new PortCounters(new Float64Array(table.memory), slot + 1).countIn(60);
    expect(table.read('a')[1]).toMatchObject({ framesIn: 1, bytesIn: 60 });
    table.release('a');
    expect(table.read('a')).toEqual([]);
    const other = table.allot('b', 2);
    expect([slot, slot + 1, slot + 2]).not.toContain(other);
    expect(table.allot('c', 3)).toBe(slot);
    expect(table.read('c').map(({ framesIn }) => framesIn)).toEqual([0, 0, 0]);
  });

  it('suffice for five thousand switches of 128 ports, and are refused in words then', () => {
    const table = new CounterTable();
    for (let number = 0; number < 5000; number++) table.allot(`sw${number}`, 129);
    const more = () => {
      for (let number = 0; number < 5000; number++) table.allot(`more${number}`, 129);
    };
    expect(more).toThrow(/A lab may have \d+ ports/);
  });
});
