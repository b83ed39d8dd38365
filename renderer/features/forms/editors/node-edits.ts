/** Takes over what was typed in the inspector, if the document's schema agrees. */

import type { TopologyNode } from '../../../../shared/document/topology';
import { nodeSchema } from '../../../../shared/kinds/registry';
import { type Issue, issueSentence } from '../../../../shared/rules/schema-messages';
import { changeNode } from '../../../document/edits/edits';
import { spokenName } from '../../../document/records/spoken-name';
import { currentDocument, edit } from '../../../document/store/document-store';
import { inSentence } from '../../../i18n/in-sentence';
import { t } from '../../../i18n/translate';

/** The limit of a value that is too large or too small, by what is counted in it; null for other faults. */
function limitText(issue: Issue): string | null {
  if (issue.code === 'too_big') {
    const count = Number(issue.maximum);
    if (issue.origin === 'string') return t('At most {{count}} characters.', { count });
    if (issue.origin === 'array') return t('At most {{count}} entries.', { count });
    return t('At most {{limit}}.', { limit: count });
  }
  if (issue.code !== 'too_small') return null;
  const count = Number(issue.minimum);
  if (issue.origin === 'string') return t('At least {{count}} characters.', { count });
  if (issue.origin === 'array') return t('At least {{count}} entries.', { count });
  return t('At least {{limit}}.', { limit: count });
}

/** How much it may be says the schema; how it is to be written may say the field. */
function wrongText(issue: Issue, wrong: string | undefined): string {
  const limit = limitText(issue);
  if (limit === null) return wrong ?? issueSentence(issue);
  const entry = issue.path.at(-1);
  if (typeof entry !== 'number') return limit;
  return t('Entry {{number}}: {{limit}}', { number: entry + 1, limit });
}

/**
 * Sets one field of a node as one step of the history.
 *
 * @param wrong what to say when the schema refuses how the value is written
 * @returns what is wrong, or null when it was taken over
 */
export function setField(
  id: string,
  field: string,
  value: unknown,
  label: string,
  wrong?: string,
): string | null {
  const document = currentDocument();
  const node = document.nodes[id];
  if (node === undefined) return null;
  const parsed = nodeSchema.safeParse({ ...node, [field]: value });
  if (!parsed.success) return wrongText(parsed.error.issues[0]!, wrong);
  const step = t('Change {{field}} of {{name}}', {
    field: inSentence(label),
    name: spokenName(node),
  });
  edit(step, changeNode(document, parsed.data));
  return null;
}

/** The value of a field that its kind has. */
export function fieldValue(node: TopologyNode, field: string): unknown {
  return (node as Record<string, unknown>)[field];
}
