/** The form of one node, drawn from its kind's field specs. */
import { isDevice, type TopologyNode } from '../../shared/topology';
import { CheckField, NumberField, SelectField, TextArea, TextField } from '../ui/field';
import { ArchitectureField } from './architecture-field';
import { BridgeField } from './bridge-field';
import { CardsEditor } from './cards-editor';
import { ColourField } from './colour-field';
import { DisksEditor } from './disks-editor';
import type { FieldSpec } from './field-spec';
import { formSpecs } from './form-specs';
import { ForwardsEditor } from './forwards-editor';
import { LocatorEditor } from './locator-editor';
import { natSummary } from './nat-words';
import { fieldValue, setField } from './node-edits';
import { PathField } from './path-field';
import { useFieldFinding } from './problems';
import { StartEditor } from './start-editor';
import { UmlKernel } from './uml-kernel';
import { VboxMachineEditor } from './vbox-machine';

function linesOf(value: unknown): string {
  return Array.isArray(value) ? value.join('\n') : String(value ?? '');
}

/** Some fields are one text, some a list with a line for each entry. */
function fromLines(before: unknown, text: string): unknown {
  if (typeof before === 'string') return text;
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function SpecField({ node, spec }: { node: TopologyNode; spec: FieldSpec }) {
  const finding = useFieldFinding(node.id, spec.field);
  const value = fieldValue(node, spec.field);
  const commit = (next: unknown) => setField(node.id, spec.field, next, spec.label, spec.wrong);
  const text = { label: spec.label, help: spec.help ?? '', finding };
  switch (spec.type) {
    case 'text':
      return (
        <TextField
          {...text}
          value={String(value)}
          commit={(typed) => commit(typed.trim())}
          placeholder={spec.placeholder ?? ''}
          mono={spec.mono ?? false}
        />
      );
    case 'number':
      return (
        <NumberField
          {...text}
          value={Number(value)}
          commit={commit}
          min={spec.min}
          max={spec.max}
          unit={spec.unit ?? ''}
        />
      );
    case 'check':
      return (
        <CheckField
          label={spec.label}
          help={spec.help ?? ''}
          value={value === true}
          commit={commit}
        />
      );
    case 'lines':
      return (
        <TextArea
          {...text}
          value={linesOf(value)}
          commit={(typed) => commit(fromLines(value, typed))}
          rows={spec.rows}
          placeholder={spec.placeholder ?? ''}
          mono={isDevice(node)}
        />
      );
    case 'path':
      return (
        <PathField
          {...text}
          value={String(value)}
          commit={(path) => commit(path.trim())}
          choose={spec.choose}
          images={spec.images}
          formats={spec.formats ?? []}
          extensions={spec.extensions}
          placeholder={spec.placeholder ?? 'None'}
        />
      );
    case 'select':
      return <SelectField {...text} value={String(value)} commit={commit} options={spec.options} />;
    case 'colour':
      return <ColourField node={node} label={spec.label} />;
    case 'architecture':
      return node.kind === 'qemu' ? <ArchitectureField node={node} label={spec.label} /> : null;
    case 'cards':
      return 'cards' in node && node.kind !== 'vbox' ? (
        <CardsEditor node={node} label={spec.label} />
      ) : null;
    case 'disks':
      return node.kind === 'qemu' ? <DisksEditor node={node} label={spec.label} /> : null;
    case 'umlKernel':
      return node.kind === 'uml' ? <UmlKernel node={node} /> : null;
    case 'vboxMachine':
      return node.kind === 'vbox' ? <VboxMachineEditor node={node} /> : null;
    case 'forwards':
      return node.kind === 'nat' ? <ForwardsEditor node={node} label={spec.label} /> : null;
    case 'bridge':
      return node.kind === 'tap' ? <BridgeField node={node} label={spec.label} /> : null;
    case 'locator':
      return node.kind === 'plug' ? <LocatorEditor node={node} /> : null;
  }
}

export function NodeForm({ node }: { node: TopologyNode }) {
  return (
    <div className="form">
      {node.kind === 'nat' && <p className="field-help">{natSummary(node)}</p>}
      {node.kind === 'host' && (
        <p className="field-help">
          It has a network of its own, and all else of this computer: it is no sandbox for programs
          that you do not trust.
        </p>
      )}
      {formSpecs[node.kind].map((spec) => (
        <SpecField key={`${node.id} ${spec.field}`} node={node} spec={spec} />
      ))}
      {'start' in node && <StartEditor node={node} />}
    </div>
  );
}
