import { describe, expect, it } from 'vitest';
import { MAX_ADDRESSES } from '../../../../../electron/engine/core/limits';
import { EXPIRY_MS, MacTable } from '../../../../../electron/engine/switch/mac-table';

const mac = (number: number) =>
  Uint8Array.of(
    2,
    0,
    (number >>> 24) & 255,
    (number >>> 16) & 255,
    (number >>> 8) & 255,
    number & 255,
  );

describe('the MAC table', () => {
  it('knows nothing at first', () => {
    expect(new MacTable().lookup(mac(1), 0, 0)).toBe(-1);
  });

  it('tells VLANs apart', () => {
    const table = new MacTable();
    table.learn(mac(1), 0, 10, 4, 0);
    expect(table.lookup(mac(1), 0, 10)).toBe(4);
    expect(table.lookup(mac(1), 0, 11)).toBe(-1);
  });

  it('moves an address with its first frame by another port, and says from where', () => {
    const table = new MacTable();
    expect(table.learn(mac(1), 0, 0, 1, 5)).toBe(1);
    expect(table.learn(mac(1), 0, 0, 2, 5)).toBe(1);
    expect(table.lookup(mac(1), 0, 0)).toBe(2);
    expect(table.learn(mac(1), 0, 0, 2, 5)).toBe(2);
  });

  it('lets an address stay as long as a command wants it', () => {
    const table = new MacTable();
    table.minPersistenceMs = 3_000;
    table.learn(mac(1), 0, 0, 1, 0);
    expect(table.learn(mac(1), 0, 0, 2, 3_000)).toBe(1);
    expect(table.lookup(mac(1), 0, 0)).toBe(1);
    table.learn(mac(1), 0, 0, 2, 3_001);
    expect(table.lookup(mac(1), 0, 0)).toBe(2);
  });

  it('forgets after the expiry, to the millisecond', () => {
    const table = new MacTable();
    table.learn(mac(1), 0, 0, 1, 0);
    table.expire(EXPIRY_MS);
    expect(table.size).toBe(1);
    table.expire(EXPIRY_MS + 1);
    expect(table.lookup(mac(1), 0, 0)).toBe(-1);
  });

  it('forgets one port and keeps the others, across collisions', () => {
    const table = new MacTable();
    for (let number = 0; number < 2000; number++) table.learn(mac(number), 0, 0, number % 3, 0);
    table.forgetPort(1);
    for (let number = 0; number < 2000; number++) {
      expect(table.lookup(mac(number), 0, 0)).toBe(number % 3 === 1 ? -1 : number % 3);
    }
  });

  it('holds no more than its limit', () => {
    const table = new MacTable();
    for (let number = 0; number < MAX_ADDRESSES + 10; number++)
      table.learn(mac(number), 0, 0, 1, 0);
    expect(table.size).toBe(MAX_ADDRESSES);
    expect(table.lookup(mac(MAX_ADDRESSES + 5), 0, 0)).toBe(-1);
  });

  it('lists what it knows', () => {
    const table = new MacTable();
    table.learn(Uint8Array.of(0x02, 0xab, 0xcd, 0xef, 0x80, 0xff), 0, 7, 3, 100);
    expect(table.entries(350)).toEqual([
      { mac: '02:ab:cd:ef:80:ff', vlan: 7, port: 3, ageMs: 250 },
    ]);
  });
});
