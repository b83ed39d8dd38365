/** What the page does alike for switches and hubs. */
import type { SwitchNode } from '../../shared/document/topology';
import { normalPath } from '../../shared/vde/normal-path';
import { t } from '../i18n/translate';
import type { TakenValues } from './taken-values';

const fields = ['directory', 'management'] as const;
const placeOf = (node: SwitchNode, field: (typeof fields)[number]) =>
  `${field} ${normalPath(node[field])}`;

export const switchDefaults = { ports: 8, directory: '', mode: '0700', group: '' };

export function switchSummary({ directory, ports }: SwitchNode): string {
  return directory === '' ? t('{{ports}} ports', { ports }) : directory;
}

export function switchPlaces(node: SwitchNode): string[] {
  return fields.filter((field) => node[field] !== '').map((field) => placeOf(node, field));
}

/** Without the places that another one has. */
export function copyOfSwitch<Node extends SwitchNode>(node: Node, taken: TakenValues): Node {
  const own = (field: (typeof fields)[number]) =>
    taken.has(placeOf(node, field)) ? '' : node[field];
  return { ...node, directory: own('directory'), management: own('management') };
}
