/** Reading the text of a document, with messages that name the record, the field and the mend. */
import type { z } from 'zod';
import {
  DOCUMENT_FORMAT,
  DOCUMENT_VERSION,
  documentSchema,
  type TopologyDocument,
} from '../../shared/document/topology';
import { FailureError } from '../../shared/failure/failure';
import { idSchema } from '../../shared/kinds/fields/node-fields';
import { MAX_PICTURE_CHARACTERS } from '../../shared/kinds/picture';
import { migrateDocument, type RawDocument } from '../../shared/migrations/topology-migrations';
import { issueText, placeText } from '../../shared/rules/schema-messages';
import {
  JsonCheck,
  type JsonFault,
  type JsonLimits,
  limitText,
} from '../../shared/text/json-check';
import { inTurns } from '../system/in-turns';

type Part = 'nodes' | 'cables';
type Reading<T> = Generator<undefined, T, undefined>;

/** A document of ten thousand nodes has some 4 MB; what is larger is something else. */
export const MAX_DOCUMENT_BYTES = 64 * 1024 * 1024;

const UNCHANGED = 'the file was not changed.';

function broken(message: string, next: string, record?: string, detail?: string): FailureError {
  return new FailureError({
    code: 'document-broken',
    message,
    next: `${next}; ${UNCHANGED}`,
    ...(record !== undefined && idSchema.safeParse(record).success ? { record } : {}),
    ...(detail === undefined ? {} : { detail }),
  });
}

/** The failure of what is too large to be a document. */
export function tooLargeDocument(bytes: number): FailureError {
  return broken(
    `The file has ${Math.ceil(bytes / 1024 / 1024)} MiB; a lab has at most 64.`,
    'Check that it is the file of a lab',
  );
}

/** Twice what can be drawn and run. */
export const MAX_NODES = 20_000;
const MAX_CABLES = 40_000;
/** A lab as large as that has fewer values. */
const LIMITS: JsonLimits = {
  depth: 32,
  members: MAX_CABLES,
  values: 2_000_000,
  string: MAX_PICTURE_CHARACTERS,
};

const NEWLINE = 0x0a;
/** So much is looked at in one go; some milliseconds. */
const CHARACTERS_AT_ONCE = 1 << 18;

function placeOf(text: string, position: number): string {
  let line = 1;
  let begin = 0;
  for (let at = 0; at < position; at++) {
    if (text.charCodeAt(at) !== NEWLINE) continue;
    begin = at + 1;
    line++;
  }
  return `line ${line}, column ${position - begin + 1}`;
}

function refused(text: string, { kind, position }: JsonFault): FailureError {
  const where = placeOf(text, position);
  const tooMuch = limitText(kind, LIMITS);
  if (tooMuch !== null) {
    return broken(
      `The file is no lab: it ${tooMuch} (${where}), and that is not read.`,
      'Check that it is the file of a lab',
    );
  }
  return broken(
    `The file is not JSON: ${where} cannot be read.`,
    'Correct that place in a text editor, or open an earlier copy',
  );
}

function* jsonOf(text: string): Reading<unknown> {
  if (!/\S/.test(text)) throw broken('The file is empty.', 'Choose another one');
  const check = new JsonCheck(text, LIMITS);
  while (check.more(CHARACTERS_AT_ONCE)) yield undefined;
  if (check.fault !== null) throw refused(text, check.fault);
  yield undefined;
  return JSON.parse(text);
}

function isObject(value: unknown): value is RawDocument {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function checkHead(raw: unknown): RawDocument {
  if (!isObject(raw) || raw.format !== DOCUMENT_FORMAT) {
    throw broken(
      `The file is not a Vdelab lab: it does not say "format": "${DOCUMENT_FORMAT}".`,
      'Choose a file whose name ends in .vdelab',
    );
  }
  const { version } = raw;
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 0) {
    throw broken('The file does not say its version.', `Add "version": ${DOCUMENT_VERSION} to it`);
  }
  if (version > DOCUMENT_VERSION) {
    throw new FailureError({
      code: 'document-newer',
      message: `The lab was saved by a newer Vdelab: it has document version ${version}, and this one reads up to ${DOCUMENT_VERSION}.`,
      next: `Install a Vdelab that reads document version ${version}; ${UNCHANGED}`,
    });
  }
  return raw;
}

/** The failure for a place in the document: `nodes.pc1.cards.0.mac` is the field of a record. */
function brokenAt(path: readonly PropertyKey[], problem: string): FailureError {
  const [part, key, ...field] = path;
  if ((part === 'nodes' || part === 'cables') && key !== undefined) {
    const record = String(key);
    const kind = part === 'nodes' ? 'node' : 'cable';
    const where = field.length === 0 ? '' : `${placeText(field)} of `;
    return broken(
      capitalized(`${where}the ${kind} "${record.slice(0, 80)}" cannot be read: ${problem}.`),
      `Correct it under "${part}" in a text editor`,
      record,
    );
  }
  const where = part === undefined ? 'The document' : capitalized(placeText(path));
  return broken(`${where} cannot be read: ${problem}.`, 'Correct it in a text editor');
}

const capitalized = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** Refuses fields that reading would leave out, for they would be lost at the next save. */
function checkNothingLost(from: unknown, to: unknown, path: readonly PropertyKey[]): void {
  if (Array.isArray(from)) {
    const list = Array.isArray(to) ? to : [];
    for (const [index, item] of from.entries())
      checkNothingLost(item, list[index], [...path, index]);
  } else if (isObject(from) && isObject(to)) {
    for (const key of Object.keys(from)) {
      if (!Object.hasOwn(to, key)) throw brokenAt([...path, key], 'no such field is known');
      checkNothingLost(from[key], to[key], [...path, key]);
    }
  }
}

function checkCount(records: unknown, part: Part, most: number): void {
  const count = isObject(records) ? Object.keys(records).length : 0;
  if (count <= most) return;
  throw broken(
    `The lab has ${count.toLocaleString('en')} ${part}; at most ${most.toLocaleString('en')} are read.`,
    'Check that it is the file of a lab, or split it',
  );
}

/** Reads a part of the document, record by record, up to the first that is broken. */
function* recordsOf<P extends Part>(raw: RawDocument, part: P): Reading<TopologyDocument[P]> {
  const schema: z.ZodType<Record<string, { id: string }>> = documentSchema.shape[part];
  const records = raw[part];
  if (!isObject(records)) return read(schema, records, [part]) as TopologyDocument[P];
  const all: [string, { id: string }][] = [];
  for (const [key, record] of Object.entries(records)) {
    const one = Object.fromEntries([[key, record]]);
    const found = read(schema, one, [part]);
    checkNothingLost(one, found, [part]);
    checkIds(part, found);
    all.push(...Object.entries(found));
    yield undefined;
  }
  return Object.fromEntries(all) as TopologyDocument[P];
}

function read<T>(schema: z.ZodType<T>, raw: unknown, path: readonly PropertyKey[]): T {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  throw brokenAt([...path, ...issue.path], issueText(issue));
}

function checkIds(part: Part, records: Record<string, { id: string }>): void {
  for (const [key, { id }] of Object.entries(records)) {
    if (key !== id) throw brokenAt([part, key, 'id'], `it is "${id}" instead of "${key}"`);
  }
}

/** Reads a document in steps, between which other work can be done. */
function* reading(text: string): Reading<TopologyDocument> {
  if (text.length > MAX_DOCUMENT_BYTES) throw tooLargeDocument(text.length);
  const head = checkHead(yield* jsonOf(text));
  checkCount(head.nodes, 'nodes', MAX_NODES);
  checkCount(head.cables, 'cables', MAX_CABLES);
  yield undefined;
  const raw = migrateDocument(head);
  yield undefined;
  const plain = { ...raw, nodes: {}, cables: {} };
  const rest = read(documentSchema, plain, []);
  checkNothingLost(plain, rest, []);
  const nodes = yield* recordsOf(raw, 'nodes');
  const cables = yield* recordsOf(raw, 'cables');
  return { ...rest, nodes, cables };
}

/** Reads a document of any version up to this one. Throws a FailureError that says what to mend. */
export function parseDocument(text: string): TopologyDocument {
  const steps = reading(text);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** The same, without keeping others waiting while it reads a large one. */
export function readDocument(text: string): Promise<TopologyDocument> {
  return inTurns(reading(text));
}
