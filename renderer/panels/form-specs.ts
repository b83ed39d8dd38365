/** The fields of every kind of node, as data: the inspector draws them, the document's schema checks. */
import type { NodeKind } from '../../shared/topology';
import { type FieldSpec, oneLine } from './field-spec';
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
  note: [{ type: 'lines', field: 'text', label: 'Text', rows: 8, wrong: oneLine }],
  shape: [{ type: 'text', field: 'text', label: 'Text', wrong: oneLine }],
  picture: [{ type: 'text', field: 'text', label: 'What it shows', wrong: oneLine }],
  group: [{ type: 'text', field: 'name', label: 'Name', wrong: oneLine }],
};
