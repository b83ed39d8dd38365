/** What a remedy changes in the drawing. Pure. */
import { type DocumentDiff, emptyDiff } from '../../../shared/document/document-diff';
import {
  type TopologyDocument,
  type TopologyNode,
  vlansOfPort,
} from '../../../shared/document/topology';
import type { Remedy } from '../../../shared/failure/remedy';
import { nodeSchema } from '../../../shared/kinds/registry';
import { changeNode } from './edits';
import { tameLoop } from './tree-edits';
import { setPortVlans, withTags } from './vlan-edits';

/** Remedies that are an edit of one node. */
export type EditingRemedy = Exclude<
  Remedy,
  { do: 'take-uml-kernel' | 'open-screen' | 'move-cable' | 'restart' }
>;

/** Those that change no more than the node itself. */
type NodeRemedy = Exclude<EditingRemedy, { do: 'make-trunk' | 'turn-tree-on' }>;

function withText(append: string, words: readonly string[]): string {
  const there = append.split(/\s+/).filter((word) => word !== '');
  return [...there, ...words.filter((word) => !there.includes(word))].join(' ');
}

/** What the service proposes is checked like what is typed; a field that there is not stays out. */
function withField(node: TopologyNode, field: string, value: unknown): TopologyNode {
  if (!Object.hasOwn(node, field)) return node;
  return nodeSchema.safeParse({ ...node, [field]: value }).data ?? node;
}

/** The node with the remedy applied; itself where the remedy is none for it. */
function remedied(node: TopologyNode, remedy: NodeRemedy): TopologyNode {
  switch (remedy.do) {
    case 'add-kernel-words':
      if (node.kind !== 'qemu' && node.kind !== 'uml') return node;
      return { ...node, append: withText(node.append, remedy.words) };
    case 'take-card-model': {
      if (node.kind !== 'qemu') return node;
      const { model, instead } = remedy;
      const cards = node.cards.map((card) =>
        instead.includes(card.model) ? { ...card, model } : card,
      );
      return { ...node, cards };
    }
    case 'set-accelerator':
      return node.kind === 'qemu' ? { ...node, accel: remedy.accel } : node;
    case 'set-memory':
      if (node.kind !== 'qemu' && node.kind !== 'uml') return node;
      return { ...node, memory: remedy.mebibytes };
    case 'set-memory-limit':
      return node.kind === 'host' ? { ...node, memoryLimit: remedy.mebibytes } : node;
    case 'set-field':
      return withField(node, remedy.field, remedy.value);
    case 'use-overlays':
      if (node.kind === 'uml') return { ...node, access: 'overlay' };
      if (node.kind !== 'qemu') return node;
      return { ...node, disks: node.disks.map((disk) => ({ ...disk, access: 'overlay' })) };
  }
}

/** What it changes; an empty diff where there is nothing to change any more. */
export function remedyEdit(
  document: TopologyDocument,
  record: string,
  remedy: EditingRemedy,
): DocumentDiff {
  const node = document.nodes[record];
  if (remedy.do === 'turn-tree-on') return tameLoop(document, record);
  if (remedy.do === 'make-trunk') {
    if (node?.kind !== 'switch') return emptyDiff();
    const vlans = withTags(vlansOfPort(node, remedy.port), remedy.vlans);
    return setPortVlans(document, record, [remedy.port], vlans);
  }
  return node === undefined ? emptyDiff() : changeNode(document, remedied(node, remedy));
}
