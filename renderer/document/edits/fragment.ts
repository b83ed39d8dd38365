/**
 * A part of a drawing on its own, to be copied, kept as a template and put into drawings: a topology
 * document like any other. As text it may come from anybody, so it is read as a file would be. Pure.
 */
import { printDocument } from '../../../shared/document/document-print';
import {
  type Cable,
  DOCUMENT_FORMAT,
  DOCUMENT_VERSION,
  documentSchema,
  portsOf,
  type TopologyDocument,
} from '../../../shared/document/topology';
import { type Failure, FailureError } from '../../../shared/failure/failure';
import { migrateDocument, type RawDocument } from '../../../shared/migrations/topology-migrations';
import { issueAt } from '../../../shared/rules/schema-messages';
import { parseJson } from '../../../shared/text/json-check';
import { t } from '../../i18n/translate';
import { withMembers } from '../records/membership';

/** Characters of the largest fragment that is read; it has to fit into one message to the service. */
const MAX_LENGTH = 12 * 1024 * 1024;
const BEGINNING = new RegExp(`^\\s*\\{\\s*"format"\\s*:\\s*"${DOCUMENT_FORMAT}"`);

/** What a text turned out to be; `foreign` is any text that is no drawing. */
export type ReadFragment =
  | { kind: 'fragment'; fragment: TopologyDocument }
  | { kind: 'foreign' }
  | { kind: 'broken'; failure: Failure };

/**
 * The wanted nodes with the cables among them.
 *
 * @param chosen ids of nodes, groups bring their members; those of anything else are passed over
 * @param id a UUID for the fragment
 */
export function fragmentOf(
  document: TopologyDocument,
  chosen: ReadonlySet<string>,
  id: string,
): TopologyDocument {
  const ids = new Set(withMembers(document.nodes, chosen));
  const nodes = Object.entries(document.nodes).filter(([key]) => ids.has(key));
  const cables = Object.entries(document.cables).filter(
    ([, { a, b }]) => ids.has(a.node) && ids.has(b.node),
  );
  return {
    ...document,
    id,
    nodes: Object.fromEntries(nodes),
    cables: Object.fromEntries(cables),
  };
}

/** The fragment as the text that the clipboard carries. */
export function printFragment(fragment: TopologyDocument): string {
  return printDocument(fragment);
}

function broken(message: string, next: string, detail = ''): ReadFragment {
  return { kind: 'broken', failure: { code: 'document-broken', message, next, detail } };
}

function jsonOf(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    // Any text may be in a clipboard; what is no JSON is just not ours.
    return null;
  }
}

function isDrawing(value: unknown): value is RawDocument {
  return (
    typeof value === 'object' && value !== null && Reflect.get(value, 'format') === DOCUMENT_FORMAT
  );
}

function isUpToDate(version: unknown): boolean {
  return typeof version === 'number' && Number.isInteger(version) && version >= 0;
}

/** Whether each cable is on two ports that are there, and on none that another one has. */
function fitting(fragment: TopologyDocument): Cable[] {
  const taken = new Set<string>();
  return Object.values(fragment.cables).filter(({ a, b }) => {
    const ends = [a, b].map(({ node, port }) => `${node} ${port}`);
    const free = [a, b].every(({ node, port }, index) => {
      const record = Object.hasOwn(fragment.nodes, node) ? fragment.nodes[node] : undefined;
      return record !== undefined && portsOf(record).includes(port) && !taken.has(ends[index]!);
    });
    if (!free || a.node === b.node) return false;
    for (const end of ends) taken.add(end);
    return true;
  });
}

function hasOwnKeys(records: TopologyDocument['nodes'] | TopologyDocument['cables']): boolean {
  return Object.entries(records).every(([key, { id }]) => key === id);
}

/** Reads what somebody copied. Cables that lead nowhere are left out. */
export function readFragment(text: string): ReadFragment {
  if (text.length > MAX_LENGTH) {
    if (!BEGINNING.test(text)) return { kind: 'foreign' };
    return broken(t('What was copied is too large.'), t('Copy it in parts.'));
  }
  const raw = text.trimStart().startsWith('{') ? jsonOf(text) : null;
  if (!isDrawing(raw)) return { kind: 'foreign' };
  if (!isUpToDate(raw.version)) {
    return broken(t('What was copied does not say its version.'), t('Copy it again.'));
  }
  if (Number(raw.version) > DOCUMENT_VERSION) {
    return broken(
      t('What was copied comes from a newer Vdelab.'),
      t('Install the same version here, then copy it again.'),
    );
  }
  return checkedFragment(raw);
}

function checkedFragment(raw: RawDocument): ReadFragment {
  const parsed = documentSchema.safeParse(migrated(raw));
  if (!parsed.success || !hasOwnKeys(parsed.data.nodes) || !hasOwnKeys(parsed.data.cables)) {
    const issue = parsed.error?.issues[0];
    const detail = issue === undefined ? '' : issueAt(issue);
    return broken(t('What was copied cannot be read.'), t('Copy it again in Vdelab.'), detail);
  }
  const cables = Object.fromEntries(fitting(parsed.data).map((cable) => [cable.id, cable]));
  return { kind: 'fragment', fragment: { ...parsed.data, cables } };
}

/** The document as of this version; null where the earlier one is so broken that this cannot be. */
function migrated(raw: RawDocument): unknown {
  try {
    return migrateDocument(raw);
  } catch (error) {
    if (error instanceof FailureError) return null;
    throw error;
  }
}
