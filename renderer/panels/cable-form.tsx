/** A cable's two ends, each with the ports that it could be on. */

import { type Cable, type CableEnd, nameOf, portLabel } from '../../shared/topology';
import { type CableSide, endName, moveCableEnd } from '../document/cable-edits';
import { currentDocument, edit, useDocument } from '../document/document-store';
import { freePorts } from '../document/ports';
import { useLab } from '../session/lab-store';
import { SelectField } from '../ui/field';
import { t } from '../ui/translate';
import { CableLookForm } from './cable-look-form';
import { ConditionsForm } from './conditions-form';
import { InspectorSection } from './inspector-section';
import { useFieldFinding } from './problems';

function carrierText(running: boolean, carrier: boolean): string {
  if (!running) return t('Its node is off.');
  return carrier ? t('Carrier is up.') : t('No carrier.');
}

function End({ cable, side }: { cable: Cable; side: CableSide }) {
  const end = cable[side];
  const document = useDocument((state) => state.document);
  const finding = useFieldFinding(cable.id, side);
  const running = useLab(({ nodes }) => nodes[end.node]?.state === 'running');
  const carrier = useLab(({ cables }) => cables[cable.id]?.[side] === true);
  const node = document.nodes[end.node];
  if (node === undefined) return null;
  const ports = [...freePorts(document, node), end.port].sort((one, other) => one - other);
  const move = (port: string) => {
    const target: CableEnd = { node: end.node, port: Number(port) };
    const label = t('Move cable to {{name}}', { name: endName(document, target) });
    edit(label, moveCableEnd(currentDocument(), cable.id, side, target));
  };
  return (
    <div className="field-place" data-field={side}>
      <SelectField
        label={t('Port on {{text}}', { text: nameOf(node) })}
        value={String(end.port)}
        options={ports.map((port) => ({ value: String(port), label: portLabel(node, port) }))}
        commit={move}
        finding={finding}
        help={carrierText(running, carrier)}
      />
    </div>
  );
}

export function CableForm({ cable }: { cable: Cable }) {
  return (
    <div className="form">
      <InspectorSection id="ends" title={t('Ends')}>
        <End cable={cable} side="a" />
        <End cable={cable} side="b" />
        <p className="field-help">
          {t('To plug an end into another node, drag its label on the drawing to a free jack.')}
        </p>
      </InspectorSection>
      <InspectorSection id="conditions" title={t('Link')}>
        <ConditionsForm cable={cable} />
      </InspectorSection>
      <InspectorSection id="look" title={t('Look')}>
        <CableLookForm ids={[cable.id]} />
      </InspectorSection>
    </div>
  );
}
