/** Groups that nodes are in. They are not nested: a node is in one or in none. */
import { z } from 'zod';
import { defineKind, drawing, unlessNamed } from './definition';
import { colourField, drawn } from './fields/drawing-fields';
import { arranged, nameField } from './fields/node-fields';
import { drawnFields } from './permissions/common-rules';

export const groupKind = defineKind({
  schema: z.object({
    ...drawn,
    locked: arranged.locked,
    kind: z.literal('group'),
    name: nameField,
    colour: colourField,
    /** Whether it is drawn as one symbol at x and y; else a frame around its members. */
    collapsed: z.boolean(),
  }),
  ...drawing,
  notRunning: unlessNamed,
  permissions: {
    ...drawnFields,
    locked: 'harmless',
    name: 'text',
    colour: 'harmless',
    collapsed: 'harmless',
  },
});

export const openGroup = { colour: 'neutral', collapsed: false } as const;
