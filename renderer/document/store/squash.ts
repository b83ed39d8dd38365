/** Two diffs in a row as one. */
import type { Changes, DocumentDiff } from '../../../shared/document/document-diff';

type Span<T> = { from: T | null; to: T | null };

function spansOf<T extends { id: string }>(part: Changes<T>): [string, Span<T>][] {
  return [
    ...part.removed.map((record): [string, Span<T>] => [record.id, { from: record, to: null }]),
    ...part.updated.map(([from, to]): [string, Span<T>] => [to.id, { from, to }]),
    ...part.added.map((record): [string, Span<T>] => [record.id, { from: null, to: record }]),
  ];
}

function squashChanges<T extends { id: string }>(first: Changes<T>, then: Changes<T>): Changes<T> {
  const spans = new Map(spansOf(first));
  for (const [id, span] of spansOf(then)) {
    spans.set(id, { from: spans.has(id) ? spans.get(id)!.from : span.from, to: span.to });
  }
  const part: Changes<T> = { added: [], updated: [], removed: [] };
  for (const { from, to } of spans.values()) {
    if (from === null && to !== null) part.added.push(to);
    else if (from !== null && to === null) part.removed.push(from);
    else if (from !== null && to !== null && !isSame(from, to)) part.updated.push([from, to]);
  }
  return part;
}

/** A record that was changed there and back is another object with the same content. */
function isSame(from: unknown, to: unknown): boolean {
  return from === to || JSON.stringify(from) === JSON.stringify(to);
}

/** The diff that does what `first` and then `then` do. */
export function squashDiffs(first: DocumentDiff, then: DocumentDiff): DocumentDiff {
  const diff: DocumentDiff = {
    nodes: squashChanges(first.nodes, then.nodes),
    cables: squashChanges(first.cables, then.cables),
  };
  const name = [first.name?.[0] ?? then.name?.[0], then.name?.[1] ?? first.name?.[1]] as const;
  if (name[0] !== undefined && name[1] !== undefined && name[0] !== name[1]) {
    diff.name = [name[0], name[1]];
  }
  return diff;
}
