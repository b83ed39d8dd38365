/** Shapes behind the drawing: rectangles, ellipses, lines and arrows. */
import { z } from 'zod';
import { defineKind, drawing, unlessNamed } from './definition';
import { colourField, drawn, sides } from './fields/drawing-fields';
import { field } from './fields/field';
import { arranged, lineOfText } from './fields/node-fields';
import { arrangedFields, drawnFields } from './permissions/common-rules';

export const shapeKind = defineKind({
  schema: z.object({
    ...drawn,
    ...arranged,
    kind: z.literal('shape'),
    form: field(z.enum(['rectangle', 'ellipse', 'line', 'arrow']), {
      label: 'Form',
      options: { rectangle: 'Rectangle', ellipse: 'Ellipse', line: 'Line', arrow: 'Arrow' },
    }),
    ...sides(1),
    /** Lines and arrows: whether they go from the lower left to the upper right. */
    rising: z.boolean(),
    /** Arrows: whether the head is at the left end. */
    backwards: z.boolean(),
    /** What stands in it, such as the name of a site. */
    text: field(lineOfText(200), { label: 'Caption', placeholder: 'None', before: 'form' }),
    colour: colourField,
    /** Whether its inside has a tint of its colour. */
    filled: field(z.boolean(), { label: 'Filled', hint: 'Rectangles and ellipses only.' }),
    dashed: field(z.boolean(), { label: 'Dashed' }),
  }),
  ...drawing,
  notRunning: unlessNamed,
  permissions: {
    ...drawnFields,
    ...arrangedFields,
    form: 'harmless',
    width: 'harmless',
    height: 'harmless',
    rising: 'harmless',
    backwards: 'harmless',
    text: 'text',
    colour: 'harmless',
    filled: 'harmless',
    dashed: 'harmless',
  },
});

/** A frame around a part of the drawing. */
export const plainShape = {
  width: 320,
  height: 200,
  form: 'rectangle',
  rising: false,
  backwards: false,
  text: '',
  colour: 'blue',
  filled: true,
  dashed: false,
} as const;
