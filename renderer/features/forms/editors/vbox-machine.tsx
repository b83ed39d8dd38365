/** Which machine of VirtualBox a node stands for, and which of its cards are on the drawing. */

import { Plus, RotateCw } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import type { VboxMachine } from '../../../../shared/contract/service-machines';
import type { VboxNode } from '../../../../shared/document/topology';
import { type Failure, failureOf } from '../../../../shared/failure/failure';
import { nodeSchema } from '../../../../shared/kinds/registry';
import { isMachineChosen } from '../../../../shared/kinds/vbox';
import { randomMac } from '../../../../shared/net/mac-address';
import { call } from '../../../connection/client';
import { changeNode, removeCard } from '../../../document/edits/edits';
import { currentDocument, edit, useDocument } from '../../../document/store/document-store';
import { t } from '../../../i18n/translate';
import { useFieldFinding } from '../../../lab/problems/problems';
import { Button } from '../../../ui/button';
import { CommandText } from '../../../ui/command-text';
import { CheckField, SelectField } from '../../../ui/field';
import { setField } from './node-edits';
import {
  adapterLabel,
  firstCards,
  freeAdapter,
  machineOptions,
  shownAdapters,
} from './vbox-labels';

interface Known {
  /** Null until they are known. */
  readonly machines: readonly VboxMachine[] | null;
  readonly failure: Failure | null;
}

/** The registered machines, asked for when the form appears and on request. */
function useMachines(): Known & { look(): void } {
  const [known, setKnown] = useState<Known>({ machines: null, failure: null });
  const look = useCallback(() => {
    call('vbox.machines', {}).then(
      ({ machines }) => setKnown({ machines, failure: null }),
      (error: unknown) => setKnown({ machines: null, failure: failureOf(error) }),
    );
  }, []);
  useEffect(look, [look]);
  return { ...known, look };
}

function chooseMachine(node: VboxNode, machine: VboxMachine | undefined): void {
  if (machine === undefined) return;
  const chosen = nodeSchema.parse({
    ...node,
    machine: machine.uuid,
    machineName: machine.name.replace(/\s+/g, ' ').slice(0, 200),
    cards: firstCards(machine, randomMac()),
  });
  edit(t('Choose a machine'), changeNode(currentDocument(), chosen));
}

function setAdapter(node: VboxNode, adapter: number, machine: VboxMachine | undefined): void {
  const index = node.cards.findIndex((card) => card.adapter === adapter);
  if (index >= 0) {
    edit(t('Remove eth{{index}}', { index }), removeCard(currentDocument(), node.id, index));
    return;
  }
  const mac = machine?.cards.find((card) => card.adapter === adapter)?.mac ?? randomMac();
  setField(node.id, 'cards', [...node.cards, { mac, adapter }], 'cards');
}

/** A card as the drawing has it: `eth0, 08:00:27:…`. */
function cardHelp(node: VboxNode, adapter: number): string {
  const index = node.cards.findIndex((card) => card.adapter === adapter);
  const card = node.cards[index];
  return card === undefined
    ? t('Stays as it is.')
    : t('eth{{index}} on the drawing, {{mac}}', { index, mac: card.mac });
}

function Adapters({ node, machine }: { node: VboxNode; machine: VboxMachine | undefined }) {
  const shown = shownAdapters(node, machine);
  const free = freeAdapter(shown);
  return (
    <fieldset className="cards">
      <legend>{t('Cards on the drawing')}</legend>
      {shown.map((adapter) => (
        <CheckField
          key={adapter}
          label={adapterLabel(adapter, machine)}
          help={cardHelp(node, adapter)}
          value={node.cards.some((card) => card.adapter === adapter)}
          commit={() => setAdapter(node, adapter, machine)}
        />
      ))}
      <Button
        disabled={free === null}
        onClick={() => free !== null && setAdapter(node, free, machine)}
      >
        <Plus /> {t('Add a card')}
      </Button>
    </fieldset>
  );
}

function Facts({ machine }: { machine: VboxMachine | undefined }) {
  return (
    <p className="field-help">
      {machine !== undefined && `${machine.system}. `}
      {t(
        'While it runs here its cards and first serial port are Vdelab’s; they are put back afterwards.',
      )}
    </p>
  );
}

export function VboxMachineEditor({ node }: { node: VboxNode }) {
  const { machines, failure, look } = useMachines();
  const document = useDocument((state) => state.document);
  const finding = useFieldFinding(node.id, 'machine');
  const machine = machines?.find(({ uuid }) => uuid === node.machine);
  return (
    <>
      <SelectField
        label={t('Machine')}
        finding={finding}
        value={node.machine}
        options={machineOptions(document, node, machines)}
        commit={(uuid) =>
          chooseMachine(
            node,
            machines?.find((one) => one.uuid === uuid),
          )
        }
      />
      {failure !== null && (
        <p className="field-message">
          {failure.message} <CommandText text={failure.next} />
        </p>
      )}
      {machines?.length === 0 && (
        <p className="field-message">
          {t('VirtualBox has no machines yet. Make one in VirtualBox, then look again.')}
        </p>
      )}
      <div className="field">
        <Button onClick={look}>
          <RotateCw /> {t('Look again')}
        </Button>
      </div>
      {isMachineChosen(node) && (
        <>
          <Facts machine={machine} />
          <Adapters node={node} machine={machine} />
        </>
      )}
    </>
  );
}
