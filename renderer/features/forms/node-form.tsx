/** The form of one node, drawn from its kind's field specs. */

import type { ReactNode } from 'react';
import { isDevice, type TopologyNode } from '../../../shared/document/topology';
import { type FieldEditor, formSections } from '../../../shared/kinds/fields/field';
import type { FormField } from '../../../shared/kinds/fields/form-fields';
import { fieldsOfKind, type NodeKind, type NodeOf } from '../../../shared/kinds/registry';
import { t } from '../../i18n/translate';
import { viewOf } from '../../kinds/registry';
import { useFieldFinding } from '../../lab/problems/problems';
import { ArchitectureField } from './editors/architecture-field';
import { BridgeField } from './editors/bridge-field';
import { CardsEditor } from './editors/cards-editor';
import { ColourField } from './editors/colour-field';
import { DisksEditor } from './editors/disks-editor';
import { ForwardsEditor } from './editors/forwards-editor';
import { LocatorEditor } from './editors/locator-editor';
import { fieldValue, setField } from './editors/node-edits';
import { UmlKernel } from './editors/uml-kernel';
import { VboxMachineEditor } from './editors/vbox-machine';
import { FieldProblems } from './field-problems';
import { closedAtFirst, inSections } from './form-sections';
import { InspectorSection } from './inspector-section';
import { RunsWith } from './running-mark';
import { SimpleField } from './simple-field';
import { StartEditor } from './start-editor';

interface EditorProps {
  node: TopologyNode;
  label: string;
}

/** The editors of what is more than one plain value; each is for the kinds whose fields name it. */
const editors: Record<FieldEditor, (props: EditorProps) => ReactNode> = {
  colour: ColourField,
  architecture: forKind<'qemu'>(ArchitectureField),
  cards: forKind<'pc' | 'qemu' | 'uml' | 'host'>(CardsEditor),
  disks: forKind<'qemu'>(DisksEditor),
  umlKernel: forKind<'uml'>(UmlKernel),
  vboxMachine: forKind<'vbox'>(VboxMachineEditor),
  forwards: forKind<'nat'>(ForwardsEditor),
  bridge: forKind<'tap'>(BridgeField),
  locator: forKind<'plug'>(LocatorEditor),
};

/** Only fields of these kinds name the editor. */
function forKind<Kind extends NodeKind>(
  Editor: (props: { node: NodeOf<Kind>; label: string }) => ReactNode,
) {
  return Editor as (props: EditorProps) => ReactNode;
}

function isEditor(type: FormField['type']): type is FieldEditor {
  return type in editors;
}

function FieldControl({ node, field }: { node: TopologyNode; field: FormField }) {
  const finding = useFieldFinding(node.id, field.field);
  const value = fieldValue(node, field.field);
  const commit = (next: unknown) =>
    setField(node.id, field.field, next, t(field.label), field.wrong && t(field.wrong));
  if (isEditor(field.type)) {
    const Editor = editors[field.type];
    return <Editor node={node} label={t(field.label)} />;
  }
  return (
    <SimpleField
      spec={field}
      value={value}
      finding={finding}
      mono={isDevice(node)}
      commit={commit}
    />
  );
}

function Below({ node, field }: { node: TopologyNode; field: FormField }) {
  if (field.below === undefined) return null;
  const Editor = editors[field.below];
  return <Editor node={node} label={t(field.label)} />;
}

function Fields({ node, fields }: { node: TopologyNode; fields: readonly FormField[] }) {
  return fields.map((one) => (
    <div key={`${node.id} ${one.field}`} className="field-place" data-field={one.field}>
      <FieldControl node={node} field={one} />
      <FieldProblems record={node.id} field={one.field} />
      <RunsWith node={node.id} field={one.field} />
      <Below node={node} field={one} />
    </div>
  ));
}

export function NodeForm({ node }: { node: TopologyNode }) {
  const intro = viewOf(node).formIntro?.(node);
  return (
    <div className="form">
      {intro !== undefined && <p className="field-help">{intro}</p>}
      {inSections(fieldsOfKind(node.kind)).map(({ section, fields }) =>
        section === null ? (
          <Fields key="" node={node} fields={fields} />
        ) : (
          <InspectorSection
            key={section}
            id={section}
            title={t(formSections[section])}
            closed={closedAtFirst.has(section)}
          >
            <Fields node={node} fields={fields} />
          </InspectorSection>
        ),
      )}
      {'start' in node && <StartEditor node={node} />}
    </div>
  );
}
