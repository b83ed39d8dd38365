/**
 * What is wrong with a drawing beyond the rules of `shared/`: what the programs of the drawing say of it, and
 * what this computer has. It is looked for a moment after an edit, and again as long as something is missing,
 * since that may be put there meanwhile.
 */

import { type DeviceNode, isDevice, type TopologyDocument } from '../../shared/document/topology';
import type { Failure } from '../../shared/failure/failure';
import type { Finding } from '../../shared/failure/finding';
import type { MayRead } from '../machines/common/device-kind';
import { kindOf } from '../machines/kinds';
import { inTurns } from '../system/in-turns';
import { unwaited } from '../system/unexpected';
import { findAddressFaults } from './address-findings';
import { foundBeforehand } from './found-beforehand';

/** Failures that the list of parts tells as well. */
const OF_PARTS: Failure['code'] = 'program-missing';

/** What is found with a look at this computer. */
export interface ComputerFinding extends Finding {
  /** Whether a program is missing that `vdelab check` lists among the parts. */
  readonly isPart: boolean;
}

function asFinding({ code, message, next, field, remedy, record = '' }: Failure): ComputerFinding {
  const isPart = code === OF_PARTS;
  return { severity: 'error', record, field, message, next, remedy, isPart };
}

/**
 * Looks at a drawing. Nothing is started and nothing changed.
 *
 * @param isLive nodes that run have what they need, and hold it themselves
 * @param mayRead whether the content of the files that a node names may be looked into
 */
export async function checkDrawing(
  document: TopologyDocument,
  isLive: (id: string) => boolean,
  mayRead: MayRead,
): Promise<ComputerFinding[]> {
  const found = [
    ...(await foundBeforehand(document, mayRead)),
    ...(await inTurns(findAddressFaults(document))),
  ];
  const findings = found.map((finding) => ({ ...finding, isPart: false }));
  for (const node of Object.values(document.nodes)) {
    if (!isDevice(node) || isLive(node.id)) continue;
    const failures = (await kindOf(node).checks.failures?.(node, document)) ?? [];
    findings.push(...failures.map(asFinding));
  }
  return findings;
}

/** How soon an edit is looked at, with those that follow it until then, in milliseconds. */
const AFTER_EDIT_MS = 150;
/** The same for what becomes of the running lab, which may change all the time. */
const AFTER_CHANGE_MS = 1_000;
/** How often it is looked whether something missing has come. */
const AGAIN_MS = 3_000;

export interface CheckedLab {
  document(): TopologyDocument;
  isLive(id: string): boolean;
  /** Whether somebody agreed to what the node does on this computer. */
  isAgreed(node: DeviceNode): Promise<boolean>;
  /** Whether somebody is there to be told. */
  isWatched(): boolean;
  tell(findings: readonly Finding[]): void;
}

export class DrawingChecks {
  readonly #lab: CheckedLab;
  #findings: readonly Finding[] = [];
  #told = '[]';
  #timer: NodeJS.Timeout | null = null;
  /** When the timer is due, on a clock that only goes forward. */
  #due = 0;
  #isLooking = false;
  #isStale = false;
  #isClosed = false;

  constructor(lab: CheckedLab) {
    this.#lab = lab;
  }

  /** What was found last. */
  get findings(): readonly Finding[] {
    return this.#findings;
  }

  /** The drawing has changed: it is looked at soon. */
  changed(): void {
    this.#lookIn(AFTER_EDIT_MS);
  }

  /** What runs of the drawing has changed: what runs is not looked for. */
  labChanged(): void {
    this.#lookIn(AFTER_CHANGE_MS);
  }

  close(): void {
    this.#isClosed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  #lookIn(ms: number): void {
    const due = performance.now() + ms;
    if (this.#isClosed || (this.#timer !== null && this.#due <= due)) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#due = due;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      unwaited(this.#look());
    }, ms);
    this.#timer.unref();
  }

  async #look(): Promise<void> {
    if (this.#isLooking) {
      this.#isStale = true;
      return;
    }
    this.#isLooking = true;
    this.#isStale = false;
    try {
      const lab = this.#lab;
      const found = await checkDrawing(
        lab.document(),
        (id) => lab.isLive(id),
        (node) => lab.isAgreed(node),
      );
      this.#tell(found);
    } finally {
      this.#isLooking = false;
    }
    if (this.#isStale) this.#lookIn(0);
    else if (this.#findings.length > 0 && this.#lab.isWatched()) this.#lookIn(AGAIN_MS);
  }

  #tell(found: readonly ComputerFinding[]): void {
    this.#findings = found.map(({ isPart: _, ...finding }) => finding);
    const told = JSON.stringify(this.#findings);
    if (told === this.#told) return;
    this.#told = told;
    this.#lab.tell(this.#findings);
  }
}
