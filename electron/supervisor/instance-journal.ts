/**
 * What an instance of the app has outside of its own memory, one JSON record a line: children,
 * switch directories, taps, their bridges and control groups. Written synchronously, so that a `kill -9` finds it complete; read by the next
 * start, which believes nothing in it that it cannot check.
 */
import { appendFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { type FailureCode, FailureError } from '../../shared/failure/failure';
import { interfaceName } from '../../shared/kinds/fields/node-fields';
import { parseJson } from '../../shared/text/json-check';
import { fileFailure } from '../system/files/file-failure';
import { readRegularSync } from '../system/files/regular-file';
import { type BridgePlan, bridgePlanSchema } from '../system/network/bridge-commands';

const recordSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('child'),
    pid: z.number().int().min(2),
    startTime: z.number(),
    program: z.string(),
  }),
  z.object({ kind: z.literal('child-gone'), pid: z.number().int() }),
  /** A switch's VDE directory; `made` if it was not there before. */
  z.object({
    kind: z.literal('directory'),
    path: z.string().startsWith('/'),
    made: z.boolean(),
    /** Path of the switch's management socket, if it has one. */
    management: z.string().startsWith('/').optional(),
  }),
  z.object({ kind: z.literal('directory-gone'), path: z.string() }),
  /** A tap of somebody else's that was configured: as drawn, and as it was before. */
  z.object({
    kind: z.literal('tap'),
    tap: z.object({
      interface: interfaceName,
      address: z.string().regex(/^[0-9A-Fa-f.:/]*$/),
      up: z.boolean(),
    }),
    before: z.object({
      isUp: z.boolean(),
      addresses: z.array(z.string()),
      lasts: z.boolean(),
    }),
  }),
  z.object({ kind: z.literal('tap-gone'), interface: z.string() }),
  z.object({ kind: z.literal('bridge'), plan: bridgePlanSchema }),
  z.object({ kind: z.literal('bridge-gone'), tap: z.string() }),
  /** A control group that holds those of this instance's machines. */
  z.object({ kind: z.literal('group'), path: z.string().regex(/^\/.*\/vdelab-[0-9a-z]+$/) }),
  z.object({ kind: z.literal('group-gone'), path: z.string() }),
]);

export type JournalRecord = z.infer<typeof recordSchema>;
export type ChildRecord = Extract<JournalRecord, { kind: 'child' }>;
export type DirectoryRecord = Extract<JournalRecord, { kind: 'directory' }>;

type TapRecord = Extract<JournalRecord, { kind: 'tap' }>;

export interface JournalContents {
  readonly children: readonly ChildRecord[];
  readonly directories: readonly DirectoryRecord[];
  readonly taps: readonly TapRecord[];
  readonly bridges: readonly BridgePlan[];
  /** Paths of control groups. */
  readonly groups: readonly string[];
}

/** An app that runs for months and starts a plug every few seconds writes less. */
const MAX_JOURNAL_BYTES = 256 * 1024 * 1024;

export class InstanceJournal {
  readonly #path: string;
  /** Whether a record may have been written in part, without the end of its line. */
  #isTorn = false;

  constructor(path: string) {
    this.#path = path;
  }

  /** Throws a FailureError when it cannot be written: then what was to be written must not be there. */
  append(record: JournalRecord): void {
    const line = `${this.#isTorn ? '\n' : ''}${JSON.stringify(record)}\n`;
    try {
      appendFileSync(this.#path, line, { mode: 0o600 });
      this.#isTorn = false;
    } catch (error) {
      this.#isTorn = true;
      throw unwritten(error, this.#path);
    }
  }
}

function unwritten(error: unknown, path: string): FailureError {
  const known = fileFailure(error, path, 'written');
  const code = known instanceof FailureError ? known.failure.code : 'permission';
  const reasons: Partial<Record<FailureCode, [message: string, next: string]>> = {
    'disk-full': ['there is no room left', `Free some room in ${dirname(path)}, then start again.`],
    'file-missing': ['its folder is gone', 'Save the lab and start Vdelab again.'],
  };
  const [why, next] = reasons[code] ?? [
    'it may not be written',
    `Look at the permissions of ${dirname(path)}, then start again.`,
  ];
  return new FailureError(
    {
      code,
      message: `Vdelab cannot write down what it starts, because ${why}. What is not written down is not started, for nobody would find it after a crash.`,
      next,
      detail: error instanceof Error ? error.message : String(error),
    },
    { cause: error },
  );
}

function parseRecord(line: string): JournalRecord | null {
  try {
    return recordSchema.safeParse(parseJson(line)).data ?? null;
  } catch {
    // The last line of a killed app may be cut off.
    return null;
  }
}

/** What the records say is still there. */
export function replayJournal(text: string): JournalContents {
  const children = new Map<number, ChildRecord>();
  const directories = new Map<string, DirectoryRecord>();
  const taps = new Map<string, TapRecord>();
  const bridges = new Map<string, BridgePlan>();
  const groups = new Set<string>();
  for (const line of text.split('\n')) {
    const record = parseRecord(line);
    if (record?.kind === 'child') children.set(record.pid, record);
    else if (record?.kind === 'child-gone') children.delete(record.pid);
    else if (record?.kind === 'directory') directories.set(record.path, record);
    else if (record?.kind === 'directory-gone') directories.delete(record.path);
    else if (record?.kind === 'tap') taps.set(record.tap.interface, record);
    else if (record?.kind === 'tap-gone') taps.delete(record.interface);
    else if (record?.kind === 'bridge') bridges.set(record.plan.tap, record.plan);
    else if (record?.kind === 'bridge-gone') bridges.delete(record.tap);
    else if (record?.kind === 'group') groups.add(record.path);
    else if (record?.kind === 'group-gone') groups.delete(record.path);
  }
  return {
    children: [...children.values()],
    directories: [...directories.values()],
    taps: [...taps.values()],
    bridges: [...bridges.values()],
    groups: [...groups],
  };
}

/** The journal at the path; empty if the instance never wrote one. */
export function readJournal(path: string): JournalContents {
  try {
    return replayJournal(readRegularSync(path, MAX_JOURNAL_BYTES));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return { children: [], directories: [], taps: [], bridges: [], groups: [] };
  }
}
