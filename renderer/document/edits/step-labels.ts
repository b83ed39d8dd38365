/** How steps of the history call what they are about. Pure. */
import type { TopologyDocument } from '../../../shared/document/topology';
import { t } from '../../i18n/translate';
import { spokenName } from '../records/spoken-name';

/** `pc1` for one node, `cable` for one cable, `3 nodes`, `2 cables`, `5 things` for both. */
export function formatRecords(
  document: Pick<TopologyDocument, 'nodes'>,
  ids: readonly string[],
): string {
  const nodes = ids.filter((id) => document.nodes[id] !== undefined);
  const count = ids.length;
  const [only] = ids;
  if (count === 1 && only !== undefined) {
    const node = document.nodes[only];
    return node === undefined ? t('cable') : spokenName(node);
  }
  if (nodes.length === count) return t('{{count}} nodes', { count });
  return nodes.length === 0 ? t('{{count}} cables', { count }) : t('{{count}} things', { count });
}
