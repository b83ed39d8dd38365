/** Switches several cables off or on at once. Pure, as everything in edits.ts. */

import { type DocumentDiff, emptyDiff } from '../../../shared/document/document-diff';
import type { TopologyDocument } from '../../../shared/document/topology';
import { t } from '../../i18n/translate';

/**
 * Switches off the cables among these records; where all of them are off already, switches them on.
 *
 * @returns with a label for the history
 */
export function switchCables(
  { cables }: TopologyDocument,
  ids: Iterable<string>,
): { label: string; diff: DocumentDiff } {
  const chosen = [...ids].flatMap((id) => cables[id] ?? []);
  const up = chosen.every((cable) => !cable.up);
  const changed = chosen.filter((cable) => cable.up !== up);
  const diff = emptyDiff();
  diff.cables.updated = changed.map((cable) => [cable, { ...cable, up }]);
  const { length: count } = changed;
  if (count === 1) return { label: up ? t('Link up') : t('Link down'), diff };
  const label = up
    ? t('Bring {{count}} links up', { count })
    : t('Take {{count}} links down', { count });
  return { label, diff };
}
