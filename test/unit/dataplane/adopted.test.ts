import { describe, expect, it } from 'vitest';
import { adoptedPlace, adoptedTap, byDevice } from '../../../electron/dataplane/adopted';
import type { DescriptorRecord } from '../../../electron/dataplane/descriptors';

const endpoint = (device: string, fd: number): DescriptorRecord => ({
  ...{ role: 'endpoint', device, fd, data: fd + 1, port: 1, uid: 0 },
  ...{ path: '/tmp/x', description: '' },
});

describe('what a former worker left', () => {
  it('is found by device, whatever else there is', () => {
    const left = byDevice([
      { role: 'epoll', fd: 3 },
      endpoint('a', 10),
      { role: 'tap', device: 't', fd: 5 },
      endpoint('b', 20),
      endpoint('a', 30),
    ]);
    expect(adoptedPlace(left, 'a').endpoints.map(({ fd }) => fd)).toEqual([10, 30]);
    expect(adoptedPlace(left, 'b').endpoints.map(({ fd }) => fd)).toEqual([20]);
    expect(adoptedPlace(left, 'gone')).toEqual({ listener: null, management: null, endpoints: [] });
    expect([adoptedTap(left, 't'), adoptedTap(left, 'a')]).toEqual([5, null]);
  });

  it('is looked through once, however many devices ask', () => {
    let looks = 0;
    const records = Array.from({ length: 1000 }, (_, fd) => {
      const record = endpoint(`n${fd}`, fd);
      return new Proxy(record, {
        get: (all, key) => {
          looks += 1;
          return Reflect.get(all, key);
        },
      });
    });
    const left = byDevice(records);
    for (let fd = 0; fd < 1000; fd++) adoptedPlace(left, `n${fd}`);
    expect(looks).toBeLessThan(20 * records.length);
  });
});
