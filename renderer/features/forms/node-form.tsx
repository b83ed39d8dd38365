/** The form of one node, drawn from its kind's field specs. */

import { isDevice, type TopologyNode } from '../../../shared/document/topology';
import { t } from '../../i18n/translate';
import { useFieldFinding } from '../../lab/problems';
import { RunsWith } from '../inspector/running-mark';
import { ArchitectureField } from './editors/architecture-field';
import { BridgeField } from './editors/bridge-field';
import { CardsEditor } from './editors/cards-editor';
import { ColourField } from './editors/colour-field';
import { DisksEditor } from './editors/disks-editor';
import { ForwardsEditor } from './editors/forwards-editor';
import { LocatorEditor } from './editors/locator-editor';
import { natSummary } from './editors/nat-labels';
import { UmlKernel } from './editors/uml-kernel';
import { VboxMachineEditor } from './editors/vbox-machine';
import { FieldProblems } from './field-problems';
import type { FieldSpec } from './field-spec';
import { closedAtFirst, formSections, inSections } from './form-sections';
import { formSpecs } from './form-specs';
import { InspectorSection } from './inspector-section';
import { fieldValue, setField } from './node-edits';
import { SimpleField } from './simple-field';
import { StartEditor } from './start-editor';

function SpecField({ node, spec }: { node: TopologyNode; spec: FieldSpec }) {
  const finding = useFieldFinding(node.id, spec.field);
  const value = fieldValue(node, spec.field);
  const commit = (next: unknown) =>
    setField(node.id, spec.field, next, t(spec.label), spec.wrong && t(spec.wrong));
  switch (spec.type) {
    case 'colour':
      return <ColourField node={node} label={t(spec.label)} />;
    case 'architecture':
      return node.kind === 'qemu' ? <ArchitectureField node={node} label={t(spec.label)} /> : null;
    case 'cards':
      return 'cards' in node && node.kind !== 'vbox' ? (
        <CardsEditor node={node} label={t(spec.label)} />
      ) : null;
    case 'disks':
      return node.kind === 'qemu' ? <DisksEditor node={node} label={t(spec.label)} /> : null;
    case 'umlKernel':
      return node.kind === 'uml' ? <UmlKernel node={node} /> : null;
    case 'vboxMachine':
      return node.kind === 'vbox' ? <VboxMachineEditor node={node} /> : null;
    case 'forwards':
      return node.kind === 'nat' ? <ForwardsEditor node={node} label={t(spec.label)} /> : null;
    case 'bridge':
      return node.kind === 'tap' ? <BridgeField node={node} label={t(spec.label)} /> : null;
    case 'locator':
      return node.kind === 'plug' ? <LocatorEditor node={node} /> : null;
    default:
      return (
        <SimpleField
          spec={spec}
          value={value}
          finding={finding}
          mono={isDevice(node)}
          commit={commit}
        />
      );
  }
}

function Fields({ node, specs }: { node: TopologyNode; specs: readonly FieldSpec[] }) {
  return specs.map((spec) => (
    <div key={`${node.id} ${spec.field}`} className="field-place" data-field={spec.field}>
      <SpecField node={node} spec={spec} />
      <FieldProblems record={node.id} field={spec.field} />
      <RunsWith node={node.id} field={spec.field} />
    </div>
  ));
}

export function NodeForm({ node }: { node: TopologyNode }) {
  return (
    <div className="form">
      {node.kind === 'nat' && <p className="field-help">{natSummary(node)}</p>}
      {node.kind === 'host' && (
        <p className="field-help">
          {t(
            'It has a network of its own, and all else of this computer: it is no sandbox for programs that you do not trust.',
          )}
        </p>
      )}
      {inSections(formSpecs[node.kind]).map(({ section, specs }) =>
        section === null ? (
          <Fields key="" node={node} specs={specs} />
        ) : (
          <InspectorSection
            key={section}
            id={section}
            title={t(formSections[section])}
            closed={closedAtFirst.has(section)}
          >
            <Fields node={node} specs={specs} />
          </InspectorSection>
        ),
      )}
      {'start' in node && <StartEditor node={node} />}
    </div>
  );
}
