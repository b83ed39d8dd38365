/** The view of every kind of node. A kind that is entered in shared/kinds and not here does not compile. */
import type { TopologyNode } from '../../shared/document/topology';
import type { NodeKind } from '../../shared/kinds/registry';
import { groupView } from './group';
import { hostView } from './host';
import { hubView } from './hub';
import type { KindView, PalettePart } from './kind-view';
import { natView } from './nat';
import { noteView } from './note';
import { pcView } from './pc';
import { pictureView } from './picture';
import { plugView } from './plug';
import { qemuView } from './qemu';
import { shapeView } from './shape';
import { switchView } from './switch';
import { tapView } from './tap';
import { umlView } from './uml';
import { vboxView } from './vbox';

/** In the order in which lists show them. */
export const kindViews: { readonly [Kind in NodeKind]: KindView<Kind> } = {
  switch: switchView,
  hub: hubView,
  pc: pcView,
  qemu: qemuView,
  host: hostView,
  uml: umlView,
  vbox: vboxView,
  nat: natView,
  tap: tapView,
  plug: plugView,
  note: noteView,
  shape: shapeView,
  picture: pictureView,
  group: groupView,
};

/** What the page shows of a node. */
export function viewOf<Node extends Pick<TopologyNode, 'kind'>>({ kind }: Node) {
  return kindViews[kind] as KindView<NodeKind>;
}

/** What can be added to a drawing from a list. */
export interface Addable {
  readonly kind: NodeKind;
  readonly part: PalettePart;
  /** The accessible name of what adds one. */
  readonly name: string;
  readonly hint: string;
}

/** In the order in which lists show them. */
export const addableKinds: readonly Addable[] = (
  Object.entries(kindViews) as [NodeKind, KindView<NodeKind>][]
).flatMap(([kind, { entry }]) => (entry === undefined ? [] : [{ kind, ...entry }]));
