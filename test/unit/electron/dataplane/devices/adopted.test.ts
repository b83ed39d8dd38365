import { describe, expect, it } from 'vitest';
import { LeftDescriptors } from '../../../../../electron/dataplane/devices/adopted';
import type { DescriptorRecord } from '../../../../../electron/dataplane/shared/descriptors';

const endpoint = (device: string, fd: number): DescriptorRecord => ({
  ...{ role: 'endpoint', device, fd, data: fd + 1, port: 1, uid: 0 },
  ...{ path: '/tmp/x', description: '' },
});

describe('what a former worker left', () => {
  it('is found by device, whatever else there is', () => {
    const left = new LeftDescriptors([
      { role: 'epoll', fd: 3 },
      endpoint('a', 10),
      { role: 'tap', device: 't', fd: 5 },
      endpoint('b', 20),
      endpoint('a', 30),
    ]);
    const a = left.take('a');
    expect(a.place.endpoints.map(({ fd }) => fd)).toEqual([10, 30]);
    expect(left.take('b').place.endpoints.map(({ fd }) => fd)).toEqual([20]);
    expect(left.take('gone').place).toEqual({
      listener: null,
      former: [],
      management: null,
      endpoints: [],
    });
    expect([left.take('t').tap, a.tap]).toEqual([5, null]);
  });

  it('is taken once, since a device that is made again is another one', () => {
    const left = new LeftDescriptors([endpoint('a', 10), { role: 'tap', device: 't', fd: 5 }]);
    for (const device of ['a', 't']) left.take(device);
    expect(left.take('a').place.endpoints).toEqual([]);
    expect(left.take('t').tap).toBeNull();
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
    const left = new LeftDescriptors(records);
    for (let fd = 0; fd < 1000; fd++) left.take(`n${fd}`);
    expect(looks).toBeLessThan(20 * records.length);
  });
});
