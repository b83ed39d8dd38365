/** Built-in PCs: code of the app, with a console and a few network commands. */
import { z } from 'zod';
import { defineKind, machine, unlessHostName } from './definition';
import { field } from './fields/field';
import { someCards } from './fields/machine-fields';
import { lineOfText, placed, startSchema } from './fields/node-fields';
import { cardFields, placedFields, startFields } from './permissions/common-rules';

export const pcKind = defineKind({
  schema: z.object({
    ...placed,
    kind: z.literal('pc'),
    cards: someCards,
    /** Commands typed into the console at every start, one per entry. */
    setup: field(z.array(lineOfText(500)).max(200), {
      label: 'Startup commands',
      section: 'boot',
      rows: 5,
      placeholder: 'ip addr add 10.0.0.1/24 dev eth0',
      hint: 'Typed into the console at every start, one per line.',
    }),
    start: startSchema,
  }),
  ...machine,
  isBuiltIn: true,
  addressTexts: ({ setup }) => setup,
  notRunning: unlessHostName,
  // A built-in PC is code of the app: its commands reach nothing but the lab.
  permissions: { ...placedFields, cards: cardFields, setup: 'harmless', start: startFields },
});
