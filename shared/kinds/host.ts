/** Namespace hosts: programs of this computer in a network of their own. */
import { z } from 'zod';
import { defineKind, machine, unlessHostName } from './definition';
import { field } from './fields/field';
import { cpuLimit, someCards } from './fields/machine-fields';
import { lineOfText, linesOfText, placed, startSchema } from './fields/node-fields';
import { commandRequest } from './permissions/command-requests';
import { cardFields, placedFields, startFields } from './permissions/common-rules';
import type { Wish } from './permissions/field-table';

function scriptRequest(script: string): Wish[] {
  if (script.trim() === '') return [];
  return [{ effect: 'runs', what: script, how: 'as a startup script, with all your files' }];
}

export const hostKind = defineKind({
  schema: z.object({
    ...placed,
    kind: z.literal('host'),
    /** Program with its arguments, one per entry; empty for the user's shell. */
    command: field(z.array(lineOfText(1000)).max(50), {
      label: 'Program',
      section: 'boot',
      rows: 3,
      placeholder: 'Your shell',
      hint: 'One argument per line, the program first. The host is off when it ends.',
    }),
    /** Script for /bin/sh that runs in the namespace before the program. */
    script: field(linesOfText(20_000), {
      label: 'Startup commands',
      section: 'boot',
      before: 'command',
      rows: 6,
      placeholder: 'ip addr add 10.0.0.1/24 dev eth0',
      hint: 'Run by /bin/sh in its network when it starts, before the program. It runs as you, with your files.',
    }),
    /** What stands in its /etc/resolv.conf; empty leaves this computer's. */
    resolvConf: field(linesOfText(2000), {
      label: 'resolv.conf',
      section: 'network',
      rows: 2,
      placeholder: 'As on this computer',
      hint: 'Its own name servers: nameserver 10.0.2.3, for example.',
    }),
    cpuLimit,
    /** Most memory of its programs together, in MiB; 0 for no limit. */
    memoryLimit: field(z.number().int().min(0).max(1_048_576), {
      label: 'Memory at most',
      section: 'advanced',
      unit: 'MiB',
      hint: 'Of its programs together; 0 is no limit.',
    }),
    cards: someCards,
    start: startSchema,
  }),
  ...machine,
  needs: () => ['vdens', 'iproute2', 'user-namespaces'],
  addressTexts: ({ script }) => [script],
  notRunning: unlessHostName,
  permissions: {
    ...placedFields,
    command: {
      can: ['runs'],
      wishes: (words) => commandRequest(words, 'as its program, with all your files'),
    },
    script: { can: ['runs'], wishes: scriptRequest },
    resolvConf: 'text',
    cpuLimit: 'harmless',
    memoryLimit: 'harmless',
    cards: cardFields,
    start: startFields,
  },
});
