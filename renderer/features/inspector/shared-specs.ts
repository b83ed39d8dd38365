/** Which fields several nodes have in common, and what a step that sets one is called. Pure. */

import type { TopologyNode } from '../../../shared/document/topology';
import { isSwitch } from '../../../shared/document/topology';
import type { FormField } from '../../../shared/kinds/fields/form-fields';
import type { NodeKind } from '../../../shared/kinds/registry';
import { fieldsOfKind } from '../../../shared/kinds/registry';
import { inSentence } from '../../i18n/in-sentence';
import { t } from '../../i18n/translate';

const plainTypes: ReadonlySet<FormField['type']> = new Set([
  'text',
  'number',
  'check',
  'lines',
  'path',
  'select',
]);

/** The fields of one kind that can be set for several nodes at once. */
export function manySpecs(kind: NodeKind): FormField[] {
  return fieldsOfKind(kind).filter(({ isOwn, type }) => isOwn !== true && plainTypes.has(type));
}

/** The field as all of them can have it; null if they mean different things by the name. */
function common(specs: readonly FormField[]): FormField | null {
  const [first, ...others] = specs;
  if (first === undefined) return null;
  const alike = others.every(
    (spec) =>
      spec.type === first.type &&
      spec.label === first.label &&
      (spec.type !== 'path' || first.type !== 'path' || spec.choose === first.choose) &&
      // Startup commands of a switch and of a PC are given to different programs.
      (spec.type !== 'lines' || first.type !== 'lines' || spec.placeholder === first.placeholder),
  );
  if (!alike) return null;
  if (first.type === 'number') {
    const numbers = specs.filter((spec) => spec.type === 'number');
    const min = Math.max(...numbers.map((spec) => spec.min));
    const max = Math.min(...numbers.map((spec) => spec.max));
    return { ...first, min, max };
  }
  if (first.type === 'select') {
    const choices = specs.filter((spec) => spec.type === 'select');
    const options = first.options.filter(({ value }) =>
      choices.every((spec) => spec.options.some((option) => option.value === value)),
    );
    return { ...first, options };
  }
  return first;
}

/** The fields that nodes of all these kinds have, in the order of the first one. */
export function sharedSpecs(kinds: readonly NodeKind[]): FormField[] {
  const [first, ...others] = kinds;
  if (first === undefined) return [];
  return manySpecs(first).flatMap((spec) => {
    const same = others.map((kind) => manySpecs(kind).find(({ field }) => field === spec.field));
    if (same.some((other) => other === undefined)) return [];
    return common([spec, ...same.filter((other) => other !== undefined)]) ?? [];
  });
}

/** `Set memory of 12 machines` */
export function manyLabel(label: string, nodes: readonly TopologyNode[]): string {
  const values = { field: inSentence(label), count: nodes.length };
  if (nodes.every(isSwitch)) return t('Set {{field}} of {{count}} switches', values);
  if (nodes.every((node) => 'cards' in node)) {
    return t('Set {{field}} of {{count}} machines', values);
  }
  return t('Set {{field}} of {{count}} nodes', values);
}

/** The nodes by kind, in the order in which the kinds come. */
export function byKind(nodes: readonly TopologyNode[]): ReadonlyMap<NodeKind, TopologyNode[]> {
  const kinds = new Map<NodeKind, TopologyNode[]>();
  for (const node of nodes) {
    const known = kinds.get(node.kind);
    if (known === undefined) kinds.set(node.kind, [node]);
    else known.push(node);
  }
  return kinds;
}
