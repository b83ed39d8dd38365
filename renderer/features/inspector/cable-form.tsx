/** A cable's two ends, each with the ports that it could be on. */

import type { PortGuest } from '../../../shared/contract/service';
import {
  type Cable,
  type CableEnd,
  type DeviceNode,
  isDevice,
  nameOf,
  portLabel,
  portsOf,
} from '../../../shared/document/topology';
import { type CableSide, endName, moveCableEnd } from '../../document/edits/cable-edits';
import { cableOn } from '../../document/records/ports';
import { currentDocument, edit, useDocument } from '../../document/store/document-store';
import { t } from '../../i18n/translate';
import { useLab, useNodeStatus } from '../../lab/lab-store';
import type { Problem } from '../../lab/problems/problem';
import { useFieldFinding } from '../../lab/problems/problems';
import { sharedPorts } from '../../lab/problems/shared-ports';
import { type Option, SelectField } from '../../ui/field';
import { InspectorSection } from '../forms/inspector-section';
import { RemedyButton } from '../problems/remedy-button';
import { CableLookForm } from './cable-look-form';
import { ConditionsForm } from './conditions-form';

function carrierText(running: boolean, carrier: boolean): string {
  if (!running) return t('Its node is off.');
  return carrier ? t('Carrier is up.') : t('No carrier.');
}

/** A port that somebody else has is named with them, and cannot be chosen. */
function portOption(
  node: DeviceNode,
  port: number,
  own: number,
  guests: readonly PortGuest[],
): Option {
  const who = port === own ? undefined : guests.find((guest) => guest.port === port)?.who;
  const label = portLabel(node, port);
  return {
    value: String(port),
    label: who === undefined ? label : t('{{label}} (taken: {{who}})', { label, who }),
    disabled: who !== undefined,
  };
}

/** That a client from outside is on the port as well. */
function useSharedPort(cable: Cable, side: CableSide): Problem | null {
  const { node } = cable[side];
  const document = useDocument((state) => state.document);
  const { guests } = useNodeStatus(node);
  const problems = sharedPorts(document, { [node]: guests });
  return problems.find(({ record, field }) => record === cable.id && field === side) ?? null;
}

function End({ cable, side }: { cable: Cable; side: CableSide }) {
  const end = cable[side];
  const document = useDocument((state) => state.document);
  const finding = useFieldFinding(cable.id, side);
  const running = useLab(({ nodes }) => nodes[end.node]?.state === 'running');
  const carrier = useLab(({ cables }) => cables[cable.id]?.[side] === true);
  const guests = useNodeStatus(end.node).guests;
  const shared = useSharedPort(cable, side);
  const node = document.nodes[end.node];
  if (node === undefined || !isDevice(node)) return null;
  const options = portsOf(node)
    .filter((port) => {
      const cableThere = cableOn(document, { node: end.node, port });
      return cableThere === undefined || cableThere === cable.id;
    })
    .map((port) => portOption(node, port, end.port, guests));
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
        options={options}
        commit={move}
        finding={finding ?? shared}
        help={carrierText(running, carrier)}
      />
      {finding === null && shared?.remedy !== undefined && (
        <RemedyButton record={cable.id} remedy={shared.remedy} />
      )}
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
      <InspectorSection id="look" title={t('Style')}>
        <CableLookForm ids={[cable.id]} />
      </InspectorSection>
    </div>
  );
}
