/** Takes over what was typed in the inspector, if the document's schema agrees. */

import type { TopologyNode } from '../../../shared/document/topology';
import { nodeSchema } from '../../../shared/kinds/registry';
import { type Issue, issueSentence } from '../../../shared/rules/schema-messages';
import { changeNode } from '../../document/edits/edits';
import { spokenName } from '../../document/records/spoken-name';
import { currentDocument, edit } from '../../document/store/document-store';
import { inSentence } from '../../i18n/in-sentence';
import { t } from '../../i18n/translate';

/** How much it may be says the schema; how it is to be written may say the field. */
function wrongText(issue: Issue, wrong: string | undefined): string {
  const isLimit = issue.code === 'too_big' || issue.code === 'too_small';
  return isLimit || wrong === undefined ? issueSentence(issue) : wrong;
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
