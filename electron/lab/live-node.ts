/** A node whose ports exist. */

import type { DeviceNode } from '../../shared/document/topology';
import type { Failure } from '../../shared/failure/failure';
import type { LiveChange, MachineRun } from '../machines/common/machine-driver';
import type { MachineLog } from '../machines/common/machine-log';
import { unwaited } from '../system/unexpected';
import type { Phase } from './lab-plan';

export interface LiveNode {
  /** As it runs: as its ports were made, and with what it took since. */
  node: DeviceNode;
  /** Its host name, which no other node of the lab has. */
  readonly hostname: string;
  phase: Phase;
  /** Whether those behind it in the order of starting need not wait for it any longer. */
  isReady: boolean;
  /** Whether its machine takes cards while it runs, and has not refused one. */
  takesCards: boolean;
  /** What it takes as it runs, other than its cards. */
  changes: readonly LiveChange[];
  /** The fields of those. */
  takes: ReadonlySet<string>;
  /** What it did not take of the drawing, by field. */
  readonly refusals: Map<string, Failure>;
  readonly refused: Map<string, unknown>;
  /** Of a switch: the ports that are kept from external clients without a wish, ascending. */
  reserved: readonly number[];
  run: MachineRun | null;
  /** Whether its end is not to wait for its guest. */
  skipsGrace: boolean;
  /** Why it is about to end, if that is known before its machine has ended. */
  fault: Failure | null;
  readonly abort: AbortController;
  readonly log: MachineLog;
}

/** Ends what runs of a node or is starting; in a hurry, a second call of `stop` ends the asking. */
export function stopRun({ run, skipsGrace, abort }: LiveNode): void {
  if (run === null) abort.abort();
  unwaited(run?.stop());
  if (skipsGrace) unwaited(run?.stop());
}

/**
 * The end of a node that is to stop, even if it has not begun, waits for its guest no longer.
 *
 * @param wasWanted that it is to stop is news, so its guest is asked first
 */
export function skipGrace(live: LiveNode | undefined, wasWanted: boolean): void {
  if (live === undefined || (wasWanted && live.phase !== 'halting')) return;
  live.skipsGrace = true;
  if (live.phase === 'halting') unwaited(live.run?.stop());
}

/** A node whose ports have just been made. */
export function newLiveNode(node: DeviceNode, hostname: string, log: MachineLog): LiveNode {
  return {
    node,
    hostname,
    phase: 'created',
    isReady: false,
    takesCards: false,
    changes: [],
    takes: new Set(),
    refused: new Map(),
    refusals: new Map(),
    reserved: [],
    run: null,
    skipsGrace: false,
    fault: null,
    abort: new AbortController(),
    log,
  };
}

/** From now on the node takes these fields as it runs, beside those that it takes already. */
export function offerChanges(live: LiveNode, more: readonly LiveChange[]): void {
  live.changes = [...live.changes, ...more];
  live.takes = new Set(live.changes.flatMap(({ fields }) => fields));
}
