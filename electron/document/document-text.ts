/** Reading the text of a document, with messages that name the record, the field and the mend. */
import type { z } from 'zod';
import { FailureError } from '../../shared/failure';
import { idSchema } from '../../shared/node-fields';
import {
  DOCUMENT_FORMAT,
  DOCUMENT_VERSION,
  documentSchema,
  type TopologyDocument,
} from '../../shared/topology';
import { migrateDocument, type RawDocument } from '../../shared/topology-migrations';

/** A document of ten thousand nodes has some 4 MB; what is larger is something else. */
export const MAX_DOCUMENT_BYTES = 64 * 1024 * 1024;

const UNCHANGED = 'the file was not changed.';

function broken(message: string, mend: string, record?: string, detail?: string): FailureError {
  return new FailureError({
    code: 'document-broken',
    message,
    next: `${mend}; ${UNCHANGED}`,
    ...(record !== undefined && idSchema.safeParse(record).success ? { record } : {}),
    ...(detail === undefined ? {} : { detail }),
  });
}

/** Refuses what is too large to be a document. */
export function checkDocumentSize(bytes: number): void {
  if (bytes <= MAX_DOCUMENT_BYTES) return;
  throw broken(
    `The file has ${Math.ceil(bytes / 1024 / 1024)} MiB; a lab has at most 64.`,
    'Check that it is the file of a lab',
  );
}

/** Whether the text could still become JSON by going on: the parser only missed what comes next. */
function canGoOn(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    return /end of JSON|Unterminated/.test(message) || message.includes(`position ${text.length}`);
  }
}

/** Offset of the first character that no JSON has there; Node 20 does not always tell. */
function brokenPosition(text: string): number {
  let sound = 0;
  let unsound = text.length + 1;
  while (unsound - sound > 1) {
    const middle = (sound + unsound) >>> 1;
    if (canGoOn(text.slice(0, middle))) sound = middle;
    else unsound = middle;
  }
  return sound;
}

function jsonOf(text: string): unknown {
  if (text.trim() === '') throw broken('The file is empty.', 'Choose another one');
  try {
    return JSON.parse(text);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    const position = brokenPosition(text);
    const before = text.slice(0, position);
    const line = before.split('\n').length;
    const column = position - before.lastIndexOf('\n');
    throw broken(
      `The file is not JSON: line ${line}, column ${column} cannot be read.`,
      'Correct that place in a text editor, or open an earlier copy',
      undefined,
      detail,
    );
  }
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
  const [part, record, ...field] = path.map(String);
  if ((part === 'nodes' || part === 'cables') && record !== undefined) {
    const kind = part === 'nodes' ? 'node' : 'cable';
    const where = field.length === 0 ? '' : `field "${field.join('.')}" of the `;
    return broken(
      `The ${where}${kind} "${record.slice(0, 80)}" cannot be read: ${problem}.`,
      `Correct ${field.length === 0 ? 'it' : `"${field.join('.')}"`} under "${part}" in a text editor`,
      record,
    );
  }
  const where = part === undefined ? 'The document' : `The field "${path.map(String).join('.')}"`;
  return broken(`${where} cannot be read: ${problem}.`, 'Correct it in a text editor');
}

const problemOf = (issue: z.core.$ZodIssue) =>
  issue.code === 'invalid_key'
    ? 'its name is not an id (lower-case letters, digits and hyphens, at most 32)'
    : issue.message.replace(/^Invalid/, 'invalid').replace(/\.$/, '');

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

function checkIds(document: TopologyDocument): void {
  for (const part of ['nodes', 'cables'] as const) {
    for (const [key, { id }] of Object.entries(document[part])) {
      if (key !== id) throw brokenAt([part, key, 'id'], `it is "${id}" instead of "${key}"`);
    }
  }
}

/** Reads a document of any version up to this one. Throws a FailureError that says what to mend. */
export function parseDocument(text: string): TopologyDocument {
  checkDocumentSize(text.length);
  const raw = migrateDocument(checkHead(jsonOf(text)));
  const parsed = documentSchema.safeParse(raw);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    throw brokenAt(issue.path, problemOf(issue));
  }
  checkNothingLost(raw, parsed.data, []);
  checkIds(parsed.data);
  return parsed.data;
}
