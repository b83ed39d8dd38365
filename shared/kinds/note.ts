/** Notes: text on the drawing. */
import { z } from 'zod';
import { defineKind, drawing, unlessNamed } from './definition';
import { colourField, drawn } from './fields/drawing-fields';
import { field } from './fields/field';
import { arranged } from './fields/node-fields';
import { arrangedFields, drawnFields } from './permissions/common-rules';

export const noteKind = defineKind({
  schema: z.object({
    ...drawn,
    ...arranged,
    kind: z.literal('note'),
    width: z.number().min(80).max(2000),
    height: z.number().min(40).max(2000),
    text: field(z.string().max(10_000), { label: 'Text', rows: 8 }),
    /** `card`: on paper of its colour; `plain`: nothing but the text. */
    look: field(z.enum(['card', 'plain']), {
      label: 'Style',
      options: { card: 'On paper', plain: 'Only the text' },
    }),
    colour: colourField,
    /** Height of the letters in pixels at zoom 1. */
    size: field(z.number().int().min(8).max(96), { label: 'Font size', unit: 'px' }),
    align: field(z.enum(['left', 'center', 'right']), {
      label: 'Alignment',
      options: { left: 'Left', center: 'Centre', right: 'Right' },
    }),
  }),
  ...drawing,
  notRunning: unlessNamed,
  permissions: {
    ...drawnFields,
    ...arrangedFields,
    width: 'harmless',
    height: 'harmless',
    text: 'text',
    look: 'harmless',
    colour: 'harmless',
    size: 'harmless',
    align: 'harmless',
  },
});

/** Paper that one writes on. */
export const plainNote = {
  look: 'card',
  colour: 'amber',
  size: 14,
  align: 'left',
} as const;
