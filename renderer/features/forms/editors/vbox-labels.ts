/** What the form of a VirtualBox machine says of the machines and cards there are to choose from. Pure. */

import type { VboxMachine } from '../../../../shared/contract/service-machines';
import type { TopologyDocument, VboxNode } from '../../../../shared/document/topology';
import { MAX_CARDS } from '../../../../shared/kinds/fields/machine-fields';
import { isMachineChosen, NO_MACHINE } from '../../../../shared/kinds/vbox';
import { t } from '../../../i18n/translate';
import type { Option } from '../../../ui/field';

export type VboxCard = VboxNode['cards'][number];

const stateLabel: Readonly<Record<string, string>> = {
  poweroff: 'off',
  aborted: 'off, it was cut short',
  saved: 'saved',
  'aborted-saved': 'saved',
  inaccessible: 'its settings cannot be read',
};

const stateWord = (state: string) => t(stateLabel[state] ?? state);

const counted = (count: number) => t('{{count}} cards', { count });

/** The name of the node that stands for a machine already, if it is another one. */
function takenBy(document: TopologyDocument, node: VboxNode, uuid: string): string | null {
  const other = Object.values(document.nodes).find(
    (one) => one.kind === 'vbox' && one.id !== node.id && one.machine === uuid,
  );
  return other?.kind === 'vbox' ? other.name : null;
}

function machineOption(document: TopologyDocument, node: VboxNode, machine: VboxMachine): Option {
  const taken = takenBy(document, node, machine.uuid);
  const facts = [
    stateWord(machine.state),
    counted(machine.cards.length),
    ...(taken === null ? [] : [t('drawn as {{taken}}', { taken })]),
  ];
  return { value: machine.uuid, label: `${machine.name} (${facts.join(', ')})` };
}

/** The machines to choose from, and the one that is chosen even where VirtualBox does not list it. */
export function machineOptions(
  document: TopologyDocument,
  node: VboxNode,
  machines: readonly VboxMachine[] | null,
): Option[] {
  const listed = (machines ?? []).map((machine) => machineOption(document, node, machine));
  const isListed = listed.some(({ value }) => value === node.machine);
  const missing = machines === null ? '' : t(' (not found)');
  return [
    ...(isMachineChosen(node) ? [] : [{ value: NO_MACHINE, label: t('Choose a machine') }]),
    ...(isMachineChosen(node) && !isListed
      ? [{ value: node.machine, label: `${node.machineName || node.machine}${missing}` }]
      : []),
    ...listed,
  ];
}

/** The machine's cards, as the node has them at first: those that are on, or the first one. */
export function firstCards(machine: VboxMachine, mac: string): VboxCard[] {
  const cards = machine.cards.map(({ adapter, mac: own }) => ({ adapter, mac: own }));
  return cards.length === 0 ? [{ adapter: 1, mac }] : cards;
}

/** `Adapter 2: 82540EM, now NAT`. */
export function adapterLabel(adapter: number, machine: VboxMachine | undefined): string {
  if (machine === undefined) return t('Adapter {{adapter}}', { adapter });
  const known = machine.cards.find((card) => card.adapter === adapter);
  if (known === undefined) return t('Adapter {{adapter}}, off in VirtualBox', { adapter });
  return t('Adapter {{adapter}}: {{model}}, in VirtualBox {{attachment}}', {
    adapter,
    model: known.model,
    attachment: known.attachment,
  });
}

/** Adapters that are on or used, in order, and the first one after them that is free. */
export function shownAdapters(node: VboxNode, machine: VboxMachine | undefined): number[] {
  const all = [...node.cards, ...(machine?.cards ?? [])].map(({ adapter }) => adapter);
  return [...new Set(all)].sort((one, other) => one - other);
}

/** An adapter that the machine may be given in the drawing although it is off; null if none is left. */
export function freeAdapter(shown: readonly number[]): number | null {
  const every = Array.from({ length: MAX_CARDS }, (_, index) => index + 1);
  return every.find((adapter) => !shown.includes(adapter)) ?? null;
}
