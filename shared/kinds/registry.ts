/**
 * All kinds of nodes. This is where a new one is entered; the compiler then asks for it in renderer/kinds and
 * in electron/machines.
 */
import { z } from 'zod';
import type { KindTraits } from './definition';
import { type FormField, formFields } from './fields/form-fields';
import { groupKind } from './group';
import { hostKind } from './host';
import { hubKind } from './hub';
import { natKind } from './nat';
import { noteKind } from './note';
import { pcKind } from './pc';
import { pictureKind } from './picture';
import { plugKind } from './plug';
import { qemuKind } from './qemu';
import { shapeKind } from './shape';
import { switchKind } from './switch';
import { tapKind } from './tap';
import { umlKind } from './uml';
import { vboxKind } from './vbox';

/** In the order of the JSON Schema. */
export const kinds = {
  switch: switchKind,
  hub: hubKind,
  pc: pcKind,
  qemu: qemuKind,
  uml: umlKind,
  vbox: vboxKind,
  host: hostKind,
  nat: natKind,
  tap: tapKind,
  plug: plugKind,
  note: noteKind,
  shape: shapeKind,
  picture: pictureKind,
  group: groupKind,
};

type Kinds = typeof kinds;
export type NodeKind = keyof Kinds;
/** A node of one of the kinds. */
export type NodeOf<Kind extends NodeKind> = z.infer<Kinds[Kind]['schema']>;
export type TopologyNode = NodeOf<NodeKind>;
/** A node of one of the kinds with a role. */
export type NodeOfRole<Role> = {
  [Kind in NodeKind]: Kinds[Kind] extends { readonly role: Role } ? NodeOf<Kind> : never;
}[NodeKind];

type NodeSchema = Kinds[NodeKind]['schema'];

/** The record of a node of any kind. */
export const nodeSchema = z.discriminatedUnion(
  'kind',
  Object.values(kinds).map(({ schema }) => schema) as [NodeSchema, ...NodeSchema[]],
);

/** What can be asked of a node. */
export function traitsOf<Node extends TopologyNode>({ kind }: Node): KindTraits<Node> {
  return kinds[kind] as KindTraits<TopologyNode>;
}

const fieldsByKind = new Map<NodeKind, readonly FormField[]>();

/** The fields that the form of a kind shows, in its order. */
export function fieldsOfKind(kind: NodeKind): readonly FormField[] {
  const known = fieldsByKind.get(kind) ?? formFields(kinds[kind].schema);
  fieldsByKind.set(kind, known);
  return known;
}
