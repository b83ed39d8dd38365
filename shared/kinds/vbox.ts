/** Machines that are registered with VirtualBox. */
import { z } from 'zod';
import type { Finding } from '../failure/finding';
import { duplicates } from './claims';
import { defineKind, machine, unlessNamed } from './definition';
import { field } from './fields/field';
import { MAX_CARDS } from './fields/machine-fields';
import { lineOfText, mac, placed, startSchema } from './fields/node-fields';
import { placedFields, startFields } from './permissions/common-rules';

/** A card of a registered VirtualBox machine, by the number that VirtualBox gives it. */
const cardSchema = z.object({ mac, adapter: z.number().int().min(1).max(8) });

const schema = z.object({
  ...placed,
  kind: z.literal('vbox'),
  /** UUID of the registered machine: names are not unique. */
  machine: field(z.uuid(), { label: 'Machine', editor: 'vboxMachine' }),
  /** What VirtualBox called it when it was placed, for messages. */
  machineName: lineOfText(200),
  cards: z.array(cardSchema).max(MAX_CARDS),
  start: startSchema,
});

export type VboxNode = z.infer<typeof schema>;

/** The UUID of a machine that was not chosen yet. */
export const NO_MACHINE = '00000000-0000-0000-0000-000000000000';

export function isMachineChosen({ machine: uuid }: Pick<VboxNode, 'machine'>): boolean {
  return uuid !== NO_MACHINE;
}

/** Each node stands for a machine of its own. */
function findings(nodes: readonly VboxNode[]): Finding[] {
  const chosen = nodes.filter(isMachineChosen);
  const claims = chosen.map((node) => ({
    node,
    value: node.machine.toLowerCase(),
    field: 'machine',
  }));
  const twice = duplicates(claims, ({ node }, first) => ({
    severity: 'error',
    message: `${node.name} stands for the same VirtualBox machine as ${first.name}.`,
    next: 'Choose another machine for one of them, or delete it.',
  }));
  return [...twice, ...nodes.filter((node) => !isMachineChosen(node)).map(unchosen)];
}

function unchosen({ id, name }: VboxNode): Finding {
  return {
    severity: 'warning',
    record: id,
    field: 'machine',
    message: `${name} stands for no machine of VirtualBox yet.`,
    next: 'Choose one of those that VirtualBox has.',
  };
}

export const vboxKind = defineKind({
  schema,
  ...machine,
  needs: () => ['virtualbox'],
  findingsOfAll: findings,
  notRunning: [...unlessNamed, 'machineName'],
  permissions: {
    ...placedFields,
    machine: {
      can: ['runs'],
      wishes: (uuid, { machineName }) => [
        {
          effect: 'runs',
          what: uuid,
          how: `as your VirtualBox machine of that number, which the lab calls “${machineName}”; its cards are borrowed`,
        },
      ],
    },
    machineName: 'text',
    cards: { each: { mac: 'harmless', adapter: 'harmless' } },
    start: startFields,
  },
});
