/** What messages and labels call a node. Pure. */
import type { TopologyNode } from '../../../shared/document/topology';
import { t } from '../../i18n/translate';

type Nameless = Exclude<TopologyNode, { name: string }>['kind'];

const kindLabel: Record<Nameless, string> = { note: 'note', shape: 'shape', picture: 'picture' };

/** Its name; what only explains the drawing has none, and is called by its kind. */
export function spokenName(node: TopologyNode): string {
  return 'name' in node ? node.name : t(kindLabel[node.kind]);
}
