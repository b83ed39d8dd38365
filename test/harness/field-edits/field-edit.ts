/** What a test of edits needs to know of each field of a node: another value, and how to ask the machine. */
import { readdirSync, readFileSync } from 'node:fs';
import { groupPlace } from '../../../electron/supervisor/control-groups';
import type { DeviceNode } from '../../../shared/document/topology';
import type { LabSession } from '../lab-session';

/** The node under test, in a lab that runs. */
export interface Subject {
  readonly lab: LabSession;
  /** Types a line into one of its consoles and returns the answer. */
  say(line: string, channel?: 'console' | 'monitor'): Promise<string>;
}

export interface FieldEdit<Value = never> {
  readonly to: Value;
  /** What the machine itself says. */
  ask(subject: Subject): string | Promise<string>;
  /** What that says, and nothing else does, while it runs with a value. */
  says(value: Value): string;
}

/** An edit of every field: null for those that nothing depends on that runs. */
export type FieldEdits<N extends DeviceNode> = {
  readonly [F in keyof Required<N>]: FieldEdit<Required<N>[F]> | null;
};

export interface EditedKind<N extends DeviceNode = DeviceNode> {
  readonly node: N;
  readonly edits: FieldEdits<N>;
  /** Prompts of its consoles. */
  readonly prompt?: string | RegExp;
  /** Waits until it can be asked. */
  ready?(subject: Subject): Promise<void>;
}

/** Where the field counts for nothing that runs, as where it is drawn. */
export const drawnOnly = {
  id: null,
  kind: null,
  x: null,
  y: null,
  locked: null,
  memberOf: null,
} as const;

/** The command line of the process that has a text in it, words parted by blanks; empty for none. */
export function commandLine(text: string): string {
  return processWith(text)?.line ?? '';
}

interface Found {
  readonly pid: number;
  readonly line: string;
}

function processWith(text: string): Found | null {
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const words = read(`/proc/${name}/cmdline`).split('\0');
    const line = words.join(' ');
    // The shell that puts it into a control group has it in its words as well.
    if (line.includes(text) && words[0] !== '/bin/sh') return { pid: Number(name), line };
  }
  return null;
}

function read(path: string): string {
  try {
    return readFileSync(path, 'latin1').trim();
  } catch {
    // It ended, or there is no such limit.
    return '';
  }
}

function inGroup(text: string, controller: 'cpu' | 'memory', file: string): string {
  const pid = processWith(text)?.pid;
  if (pid === undefined) return 'no process';
  const place = groupPlace(controller, read(`/proc/${pid}/mountinfo`), read(`/proc/${pid}/cgroup`));
  return place === null
    ? ''
    : read(`${place.own}/${place.version === 2 ? `${controller}.max` : file}`);
}

/** The quota of processor time of a process, in percent of one processor: `cpu 50`; 0 without one. */
export function cpuQuota(text: string): string {
  const [quota = ''] = inGroup(text, 'cpu', 'cpu.cfs_quota_us').split(' ');
  return `cpu ${Number(quota) > 0 ? Number(quota) / 1000 : 0}`;
}

/** The limit of memory of a process in MiB, `memory 512`; 0 without one. */
export function memoryQuota(text: string): string {
  const mib = Number(inGroup(text, 'memory', 'memory.limit_in_bytes')) / 1024 / 1024;
  return `memory ${mib > 0 && mib < 2 ** 30 ? mib : 0}`;
}
