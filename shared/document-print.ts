/**
 * Printing a document so that the same document always gives the same bytes and a small edit a small
 * diff: the service saves it so, and the page offers a copy of it so.
 */
import { documentSchema, type TopologyDocument } from './topology';

function sorted<T>(records: Record<string, T>): Record<string, T> {
  const compare = ([a]: [string, T], [b]: [string, T]) => (a < b ? -1 : 1);
  return Object.fromEntries(Object.entries(records).sort(compare));
}

/**
 * The document as text: records sorted by id, fields in the order of their schema (reading brings them
 * into it), one field a line, and a final line break.
 */
export function printDocument(document: TopologyDocument): string {
  const ordered = documentSchema.parse(document);
  const { nodes, cables } = ordered;
  return `${JSON.stringify({ ...ordered, nodes: sorted(nodes), cables: sorted(cables) }, null, 2)}\n`;
}
