/**
 * Brings documents of earlier versions up to date, one version at a time. Only shapes are moved here;
 * whether the result is a document is checked afterwards by its schema.
 */
import { FailureError } from './failure';

export type RawDocument = Record<string, unknown>;

/** `migrate` turns a document of version `from` into one of version `from + 1`. */
export interface Migration {
  readonly from: number;
  migrate(document: RawDocument): RawDocument;
}

function hasId(record: unknown): record is { id: string } {
  return (
    typeof record === 'object' && record !== null && 'id' in record && typeof record.id === 'string'
  );
}

function byId(records: unknown, field: string): unknown {
  if (!Array.isArray(records)) return records;
  const map = new Map<string, unknown>();
  for (const [index, record] of records.entries()) {
    const id = hasId(record) ? record.id : undefined;
    if (id === undefined || map.has(id)) {
      throw new FailureError({
        code: 'document-broken',
        message: `Record ${index + 1} of "${field}" ${id === undefined ? 'has no id' : `has the id "${id}", which is taken`}.`,
        next: `Give it an id of its own in the file; the file was not changed.`,
      });
    }
    map.set(id, record);
  }
  return Object.fromEntries(map);
}

export const topologyMigrations: readonly Migration[] = [
  {
    // Version 0 kept nodes and cables as lists; a moved record then changed the lines of others.
    from: 0,
    migrate: (document) => ({
      ...document,
      nodes: byId(document.nodes, 'nodes'),
      cables: byId(document.cables, 'cables'),
    }),
  },
];

/** Applies the migrations that lead from the document's version upwards, in order. */
export function migrateDocument(
  document: RawDocument,
  migrations: readonly Migration[] = topologyMigrations,
): RawDocument {
  let current = document;
  for (const { from, migrate } of [...migrations].sort((a, b) => a.from - b.from)) {
    if (current.version === from) current = { ...migrate(current), version: from + 1 };
  }
  return current;
}
