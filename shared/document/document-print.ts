/**
 * Printing a document so that the same document always gives the same bytes and a small edit a small
 * diff: the service saves it so, and the page offers a copy of it so.
 */
import type { z } from 'zod';
import { nodeSchema } from '../kinds/registry';
import { cableSchema, documentSchema, type TopologyDocument } from './topology';

/** How deep a record stands in the text: in a document, in its nodes or cables. */
const INDENT = '    ';
const RECORDS_PER_STEP = 100;

/** Records never change, so what was printed of one holds for as long as it is in a drawing. */
const printed = new WeakMap<object, string>();

/** The record with its fields in the order of the schema, as it stands in the text. */
function textOf(schema: z.ZodType, record: object): string {
  const known = printed.get(record);
  if (known !== undefined) return known;
  const text = JSON.stringify(schema.parse(record), null, 2).replaceAll('\n', `\n${INDENT}`);
  printed.set(record, text);
  return text;
}

function* printRecords(
  schema: z.ZodType,
  records: Record<string, object>,
): Generator<undefined, string, undefined> {
  const lines: string[] = [];
  // Ids that are numbers come first, in the order of numbers, as in every object of JavaScript.
  const ids = Object.keys(
    Object.fromEntries(
      Object.keys(records)
        .sort()
        .map((id) => [id, null]),
    ),
  );
  for (const id of ids) {
    lines.push(`${INDENT}${JSON.stringify(id)}: ${textOf(schema, records[id]!)}`);
    if (lines.length % RECORDS_PER_STEP === 0) yield undefined;
  }
  return lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n  }`;
}

/** {@link printDocument} in steps, for those who have other things to do in between. */
export function* printing(document: TopologyDocument): Generator<undefined, string, undefined> {
  const ordered = documentSchema.parse({ ...document, nodes: {}, cables: {} });
  const { nodes: _nodes, cables: _cables, ...rest } = ordered;
  const nodes = yield* printRecords(nodeSchema, document.nodes);
  const cables = yield* printRecords(cableSchema, document.cables);
  const head = JSON.stringify(rest, null, 2).slice(0, -'\n}'.length);
  return `${head},\n  "nodes": ${nodes},\n  "cables": ${cables}\n}\n`;
}

/**
 * The document as text: records sorted by id, fields in the order of their schema (reading brings them
 * into it), one field a line, and a final line break.
 */
export function printDocument(document: TopologyDocument): string {
  const steps = printing(document);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
