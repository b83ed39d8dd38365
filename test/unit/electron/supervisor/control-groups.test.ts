import { describe, expect, it } from 'vitest';
import {
  cpuSettings,
  groupPlace,
  memorySettings,
  upwards,
} from '../../../../electron/supervisor/control-groups';

const unified = '30 24 0:26 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw,nsdelegate';
const terminal = '0::/user.slice/user-1000.slice/user@1000.service/app.slice/vte-spawn-1.scope';

const legacy = [
  '31 30 0:28 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct',
  '34 30 0:31 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory',
  '40 30 0:37 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw',
].join('\n');

describe('groupPlace', () => {
  it('finds the one group of version 2', () => {
    const place = groupPlace('memory', unified, terminal)!;
    expect(place.version).toBe(2);
    expect(upwards(place).map((path) => path.slice('/sys/fs/cgroup'.length))).toEqual([
      '/user.slice/user-1000.slice/user@1000.service/app.slice/vte-spawn-1.scope',
      '/user.slice/user-1000.slice/user@1000.service/app.slice',
      '/user.slice/user-1000.slice/user@1000.service',
      '/user.slice/user-1000.slice',
      '/user.slice',
      '',
    ]);
  });

  it('finds a group for each controller of version 1, even beside version 2', () => {
    const own = '4:memory:/a/b:c\n1:cpu,cpuacct:/\n0::/elsewhere';
    expect(groupPlace('cpu', legacy, own)).toEqual({
      version: 1,
      mount: '/sys/fs/cgroup/cpu,cpuacct',
      own: '/sys/fs/cgroup/cpu,cpuacct',
    });
    expect(groupPlace('memory', legacy, own)?.own).toBe('/sys/fs/cgroup/memory/a/b:c');
  });

  it('takes a mount of a part of the tree for what it is', () => {
    const part = '30 24 0:26 /docker/1 /sys/fs/cgroup\\040x rw - cgroup2 cgroup2 rw';
    expect(groupPlace('cpu', part, '0::/docker/1/app')?.own).toBe('/sys/fs/cgroup x/app');
    expect(groupPlace('cpu', part, '0::/docker/1')?.own).toBe('/sys/fs/cgroup x');
    // A group that is not below the mount cannot be seen.
    expect(groupPlace('cpu', part, '0::/docker/12')?.own).toBe('/sys/fs/cgroup x');
  });

  it('knows when there is none', () => {
    expect(groupPlace('cpu', '22 1 0:20 / / rw - ext4 /dev/sda rw', '')).toBeNull();
  });
});

describe('settings', () => {
  it('say what percent of a processor are in microseconds', () => {
    expect(cpuSettings(2, 150).map(({ file, value }) => `${file}: ${value}`)).toEqual([
      'cpu.max: 150000 100000',
    ]);
    expect(cpuSettings(1, 1).map(({ file, value }) => `${file}: ${value}`)).toEqual([
      'cpu.cfs_period_us: 100000',
      'cpu.cfs_quota_us: 1000',
    ]);
  });

  it('count swapped memory where the kernel can', () => {
    expect(memorySettings(2, 1).map(({ file, value }) => `${file}: ${value}`)).toEqual([
      'memory.max: 1048576',
      'memory.swap.max: 0',
    ]);
    expect(memorySettings(1, 2).map(({ value }) => value)).toEqual(['2097152', '2097152']);
  });
});
