/** The fields of every kind of node, as data: the inspector draws them, the document's schema checks. */
import type { NodeKind } from '../../../shared/kinds/registry';
import { groupSpecs, noteSpecs, pictureSpecs, shapeSpecs } from './drawing-specs';
import type { FieldSpec } from './field-spec';
import { hostSpecs } from './host-specs';
import { pcSpecs, vboxSpecs } from './machine-specs';
import { natSpecs, plugSpecs, tapSpecs } from './outside-specs';
import { qemuSpecs } from './qemu-specs';
import { hubSpecs, switchSpecs } from './switch-specs';
import { umlSpecs } from './uml-specs';

export const formSpecs: Record<NodeKind, readonly FieldSpec[]> = {
  switch: switchSpecs,
  hub: hubSpecs,
  pc: pcSpecs,
  qemu: qemuSpecs,
  uml: umlSpecs,
  vbox: vboxSpecs,
  host: hostSpecs,
  nat: natSpecs,
  tap: tapSpecs,
  plug: plugSpecs,
  note: noteSpecs,
  shape: shapeSpecs,
  picture: pictureSpecs,
  group: groupSpecs,
};
