/** Pictures behind the drawing. */
import { z } from 'zod';
import { defineKind, drawing, unlessNamed } from './definition';
import { drawn, sides } from './fields/drawing-fields';
import { field } from './fields/field';
import { arranged, lineOfText } from './fields/node-fields';
import { arrangedFields, drawnFields } from './permissions/common-rules';

/** Most characters of a picture's data URL: three mebibytes of image. */
export const MAX_PICTURE_CHARACTERS = 4 * 1024 * 1024;

export const pictureKind = defineKind({
  schema: z.object({
    ...drawn,
    ...arranged,
    kind: z.literal('picture'),
    ...sides(8),
    /** The image itself, so that a drawing is one file. */
    source: z
      .string()
      .max(MAX_PICTURE_CHARACTERS)
      .regex(/^data:image\/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/]+={0,2}$/),
    /** What it shows, for those who cannot see it. */
    text: field(lineOfText(200), { label: 'What it shows', hint: 'For those who cannot see it.' }),
    /** Percent; 100 hides what is behind it. */
    opacity: field(z.number().int().min(5).max(100), { label: 'Opacity', unit: '%' }),
  }),
  ...drawing,
  notRunning: unlessNamed,
  permissions: {
    ...drawnFields,
    ...arrangedFields,
    width: 'harmless',
    height: 'harmless',
    // Its schema lets in images alone, and the page shows them as such.
    source: 'harmless',
    text: 'text',
    opacity: 'harmless',
  },
});

/** One clear pixel, until an image is chosen. */
export const emptyPicture = {
  width: 200,
  height: 150,
  source: 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7',
  text: '',
  opacity: 100,
} as const;
