/**
 * Undo and redo as plain data: a list of named steps done and a list of steps taken back. Only the
 * user's edits enter it; neither selection nor edits of other windows do.
 */
import {
  type DocumentDiff,
  isEmptyDiff,
  reverseDiff,
} from '../../../shared/document/document-diff';
import type { TopologyDocument } from '../../../shared/document/topology';
import { rebaseDiff } from './rebase';
import { squashDiffs } from './squash';

export interface Step {
  /** What the user did: "Move 3 nodes". */
  label: string;
  diff: DocumentDiff;
  /** Steps in a row with the same key are one; null for steps that stand alone. */
  key: string | null;
}

export interface History {
  /** The newest is last. */
  past: readonly Step[];
  /** The next one to redo is last. */
  future: readonly Step[];
}

export const emptyHistory: History = { past: [], future: [] };

const MAX_STEPS = 500;

/** Remembers a step that was applied; it ends what could be redone. */
export function record(history: History, step: Step): History {
  if (isEmptyDiff(step.diff)) return history;
  const last = history.past.at(-1);
  const joins = last !== undefined && step.key !== null && last.key === step.key;
  if (joins && history.future.length === 0) {
    const diff = squashDiffs(last.diff, step.diff);
    const past = history.past.slice(0, -1);
    return { past: isEmptyDiff(diff) ? past : [...past, { ...last, diff }], future: [] };
  }
  return { past: [...history.past, step].slice(-MAX_STEPS), future: [] };
}

/** What to apply, and the history after it was. The given history is not changed. */
export interface Move {
  label: string;
  diff: DocumentDiff;
  history: History;
}

/**
 * Takes back the newest step that can still be taken back; null when there is none. The caller keeps
 * the old history until the diff is applied, so a failure loses nothing.
 */
export function undo(history: History, document: TopologyDocument): Move | null {
  const step = history.past.at(-1);
  if (step === undefined) return null;
  const diff = rebaseDiff(document, reverseDiff(step.diff));
  const past = history.past.slice(0, -1);
  // Gone elsewhere already: there is nothing to take back, look at the step before.
  if (isEmptyDiff(diff)) {
    const left = { past, future: history.future };
    return undo(left, document) ?? { label: step.label, diff, history: left };
  }
  const taken: Step = { ...step, diff: reverseDiff(diff), key: null };
  return { label: step.label, diff, history: { past, future: [...history.future, taken] } };
}

/** Does the step again that was taken back last; null when there is none. */
export function redo(history: History, document: TopologyDocument): Move | null {
  const step = history.future.at(-1);
  if (step === undefined) return null;
  const diff = rebaseDiff(document, step.diff);
  const future = history.future.slice(0, -1);
  if (isEmptyDiff(diff)) {
    const left = { past: history.past, future };
    return redo(left, document) ?? { label: step.label, diff, history: left };
  }
  return {
    label: step.label,
    diff,
    history: { past: [...history.past, { ...step, diff }], future },
  };
}
