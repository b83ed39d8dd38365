/**
 * Where the control groups of this process are, read from /proc; see cgroups(7). Version 1 has a
 * hierarchy for each controller, in which a process has a place of its own; version 2 has one for all.
 */

export type Controller = 'cpu' | 'memory';

export interface GroupPlace {
  readonly version: 1 | 2;
  /** Where the hierarchy is mounted. */
  readonly mount: string;
  /** The group of this process within it; the mount itself if that cannot be seen. */
  readonly own: string;
}

interface Mount {
  readonly root: string;
  readonly path: string;
  readonly type: string;
  readonly options: readonly string[];
}

/** proc(5) writes blanks and backslashes of paths as octal numbers. */
function unescaped(path: string): string {
  return path.replace(/\\([0-7]{3})/g, (_, octal: string) =>
    String.fromCharCode(Number.parseInt(octal, 8)),
  );
}

function mountsIn(mountInfo: string): Mount[] {
  return mountInfo.split('\n').flatMap((line): Mount[] => {
    const [places, kind] = line.split(' - ');
    const [, , , root = '', path = ''] = places?.split(' ') ?? [];
    const [type = '', , options = ''] = kind?.split(' ') ?? [];
    if (!type.startsWith('cgroup')) return [];
    return [{ root: unescaped(root), path: unescaped(path), type, options: options.split(',') }];
  });
}

/** The path of this process in the hierarchy; version 2 is the line without controllers. */
function ownPath(ownGroups: string, controller: string): string {
  for (const line of ownGroups.split('\n')) {
    const [number, controllers = '', ...path] = line.split(':');
    const isIt = controller === '' ? number === '0' : controllers.split(',').includes(controller);
    if (isIt) return path.join(':');
  }
  return '/';
}

function joined(mount: Mount, path: string): string {
  const below =
    path === mount.root
      ? ''
      : path.startsWith(`${mount.root}/`)
        ? path.slice(mount.root.length)
        : mount.root === '/'
          ? path
          : '';
  return `${mount.path}${below === '/' ? '' : below}`;
}

/**
 * Where this process is in the hierarchy of a controller; null if there is none.
 *
 * @param mountInfo /proc/self/mountinfo
 * @param ownGroups /proc/self/cgroup
 */
export function groupPlace(
  controller: Controller,
  mountInfo: string,
  ownGroups: string,
): GroupPlace | null {
  const mounts = mountsIn(mountInfo);
  const first = mounts.find(
    ({ type, options }) => type === 'cgroup' && options.includes(controller),
  );
  const mount = first ?? mounts.find(({ type }) => type === 'cgroup2');
  if (mount === undefined) return null;
  const path = ownPath(ownGroups, first === undefined ? '' : controller);
  return placed(first ? 1 : 2, mount, path);
}

/** What can have groups that only count processes: version 2, or one of version 1 that limits nothing. */
const TRACKING = ['freezer', 'pids'];

/**
 * Where this process is in the hierarchies in which groups can be made to find processes by.
 *
 * @param mountInfo /proc/self/mountinfo
 * @param ownGroups /proc/self/cgroup
 */
export function trackingPlaces(mountInfo: string, ownGroups: string): GroupPlace[] {
  const mounts = mountsIn(mountInfo);
  const second = mounts.filter(({ type }) => type === 'cgroup2');
  const first = TRACKING.flatMap((controller) => {
    const mount = mounts.find((one) => one.type === 'cgroup' && one.options.includes(controller));
    return mount === undefined ? [] : [{ mount, controller }];
  });
  return [
    ...second.map((mount): GroupPlace => placed(2, mount, ownPath(ownGroups, ''))),
    ...first.map(({ mount, controller }) => placed(1, mount, ownPath(ownGroups, controller))),
  ];
}

function placed(version: 1 | 2, mount: Mount, path: string): GroupPlace {
  return { version, mount: mount.path, own: joined(mount, path) };
}

/** A group and those above it, up to the mount. */
export function upwards({ mount, own }: GroupPlace): string[] {
  const groups = [own];
  for (let at = own; at !== mount && at.length > mount.length; ) {
    at = at.slice(0, at.lastIndexOf('/'));
    groups.push(at);
  }
  return groups;
}

export interface Setting {
  readonly file: string;
  readonly value: string;
  /** Whether the limit also holds without this file. */
  readonly mayLack: boolean;
}

const PERIOD_US = 100_000;

/** What keeps a group to so many percent of one processor. */
export function cpuSettings(version: 1 | 2, percent: number): Setting[] {
  const quota = String((percent * PERIOD_US) / 100);
  if (version === 2) return [{ file: 'cpu.max', value: `${quota} ${PERIOD_US}`, mayLack: false }];
  return [
    { file: 'cpu.cfs_period_us', value: String(PERIOD_US), mayLack: false },
    { file: 'cpu.cfs_quota_us', value: quota, mayLack: false },
  ];
}

/** What lets a group have all the processors' time. */
export function noCpuLimit(version: 1 | 2): Setting[] {
  return version === 2
    ? [{ file: 'cpu.max', value: `max ${PERIOD_US}`, mayLack: false }]
    : [{ file: 'cpu.cfs_quota_us', value: '-1', mayLack: false }];
}

/** What lets a group have all the memory there is, swapped memory included. */
export function noMemoryLimit(version: 1 | 2): Setting[] {
  return version === 2
    ? [
        { file: 'memory.max', value: 'max', mayLack: false },
        { file: 'memory.swap.max', value: 'max', mayLack: true },
      ]
    : [
        { file: 'memory.memsw.limit_in_bytes', value: '-1', mayLack: true },
        { file: 'memory.limit_in_bytes', value: '-1', mayLack: false },
      ];
}

/** What keeps a group to so much memory, swapped memory included. */
export function memorySettings(version: 1 | 2, mib: number): Setting[] {
  const bytes = String(mib * 1024 * 1024);
  if (version === 2) {
    return [
      { file: 'memory.max', value: bytes, mayLack: false },
      { file: 'memory.swap.max', value: '0', mayLack: true },
    ];
  }
  return [
    { file: 'memory.limit_in_bytes', value: bytes, mayLack: false },
    { file: 'memory.memsw.limit_in_bytes', value: bytes, mayLack: true },
  ];
}
