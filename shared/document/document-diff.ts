/**
 * The algebra of document edits. A diff says what was added, changed (from, to) and removed; applying
 * it is the only way a document changes, reversing it is undo. Idea after tldraw's store.
 */
import { z } from 'zod';
import { nodeSchema } from '../kinds/registry';
import { type Cable, cableSchema, type TopologyDocument, type TopologyNode } from './topology';

const changes = <T extends z.ZodType>(record: T) =>
  z.object({
    added: z.array(record),
    updated: z.array(z.tuple([record, record])),
    removed: z.array(record),
  });

export const documentDiffSchema = z.object({
  nodes: changes(nodeSchema),
  cables: changes(cableSchema),
  /** The document's name before and after, when it was changed. */
  name: z.tuple([z.string(), z.string()]).optional(),
});

export interface Changes<T> {
  added: T[];
  updated: [from: T, to: T][];
  removed: T[];
}

export interface DocumentDiff {
  nodes: Changes<TopologyNode>;
  cables: Changes<Cable>;
  name?: [from: string, to: string] | undefined;
}

/** A diff that changes nothing, to build on. */
export function emptyDiff(): DocumentDiff {
  return {
    nodes: { added: [], updated: [], removed: [] },
    cables: { added: [], updated: [], removed: [] },
  };
}

/** Whether applying the diff would change nothing. */
export function isEmptyDiff(diff: DocumentDiff): boolean {
  const none = (part: Changes<unknown>) =>
    part.added.length === 0 && part.updated.length === 0 && part.removed.length === 0;
  return none(diff.nodes) && none(diff.cables) && diff.name === undefined;
}

function applyChanges<T extends { id: string }>(records: Record<string, T>, part: Changes<T>) {
  if (part.added.length + part.updated.length + part.removed.length === 0) return records;
  const next = { ...records };
  for (const record of part.removed) delete next[record.id];
  for (const [, to] of part.updated) next[to.id] = to;
  for (const record of part.added) next[record.id] = record;
  return next;
}

/** The document after the diff. Records that the diff does not name keep their identity. */
export function applyDiff(document: TopologyDocument, diff: DocumentDiff): TopologyDocument {
  if (isEmptyDiff(diff)) return document;
  return {
    ...document,
    name: diff.name === undefined ? document.name : diff.name[1],
    nodes: applyChanges(document.nodes, diff.nodes),
    cables: applyChanges(document.cables, diff.cables),
  };
}

function reverseChanges<T>(part: Changes<T>): Changes<T> {
  return {
    added: part.removed,
    updated: part.updated.map(([from, to]) => [to, from]),
    removed: part.added,
  };
}

/** The diff that takes back `diff`: apply(apply(d, x), reverse(x)) equals d. */
export function reverseDiff(diff: DocumentDiff): DocumentDiff {
  const reversed: DocumentDiff = {
    nodes: reverseChanges(diff.nodes),
    cables: reverseChanges(diff.cables),
  };
  if (diff.name !== undefined) reversed.name = [diff.name[1], diff.name[0]];
  return reversed;
}

function changesBetween<T extends { id: string }>(
  from: Record<string, T>,
  to: Record<string, T>,
): Changes<T> {
  const part: Changes<T> = { added: [], updated: [], removed: [] };
  if (from === to) return part;
  for (const [id, record] of Object.entries(to)) {
    const before = from[id];
    if (before === undefined) part.added.push(record);
    else if (before !== record && JSON.stringify(before) !== JSON.stringify(record)) {
      part.updated.push([before, record]);
    }
  }
  for (const [id, record] of Object.entries(from)) {
    if (to[id] === undefined) part.removed.push(record);
  }
  return part;
}

/** The diff that leads from one document to the other. */
export function diffBetween(from: TopologyDocument, to: TopologyDocument): DocumentDiff {
  const diff: DocumentDiff = {
    nodes: changesBetween(from.nodes, to.nodes),
    cables: changesBetween(from.cables, to.cables),
  };
  if (from.name !== to.name) diff.name = [from.name, to.name];
  return diff;
}
