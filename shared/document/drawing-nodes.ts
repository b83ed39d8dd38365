/** The records that only explain a drawing: notes, shapes, pictures, and the groups that nodes are in. */
import { z } from 'zod';
import { arranged, coordinate, idSchema, lineOfText } from './node-fields';

/** Colours of the drawing by name; the page has a light and a dark value for each. */
export const drawingColours = [
  'neutral',
  'blue',
  'teal',
  'green',
  'amber',
  'red',
  'violet',
] as const;
const colour = z.enum(drawingColours);

/** Most characters of a picture's data URL: three mebibytes of image. */
export const MAX_PICTURE_CHARACTERS = 4 * 1024 * 1024;

const drawn = {
  id: idSchema,
  /** Position of the top left corner on the canvas, in pixels at zoom 1. */
  x: coordinate,
  y: coordinate,
};

/** Sides in pixels at zoom 1. */
const sides = (least: number) => ({
  width: z.number().min(least).max(8000),
  height: z.number().min(least).max(8000),
});

export const noteNodeSchema = z.object({
  ...drawn,
  ...arranged,
  kind: z.literal('note'),
  width: z.number().min(80).max(2000),
  height: z.number().min(40).max(2000),
  text: z.string().max(10_000),
  /** `card`: on paper of its colour; `plain`: nothing but the text. */
  look: z.enum(['card', 'plain']),
  colour,
  /** Height of the letters in pixels at zoom 1. */
  size: z.number().int().min(8).max(96),
  align: z.enum(['left', 'center', 'right']),
});

export const shapeNodeSchema = z.object({
  ...drawn,
  ...arranged,
  kind: z.literal('shape'),
  form: z.enum(['rectangle', 'ellipse', 'line', 'arrow']),
  ...sides(1),
  /** Lines and arrows: whether they go from the lower left to the upper right. */
  rising: z.boolean(),
  /** Arrows: whether the head is at the left end. */
  backwards: z.boolean(),
  /** What stands in it, such as the name of a site. */
  text: lineOfText(200),
  colour,
  /** Whether its inside has a tint of its colour. */
  filled: z.boolean(),
  dashed: z.boolean(),
});

export const pictureNodeSchema = z.object({
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
  text: lineOfText(200),
  /** Percent; 100 hides what is behind it. */
  opacity: z.number().int().min(5).max(100),
});

/** Groups are not nested: a node is in one or in none. */
export const groupNodeSchema = z.object({
  ...drawn,
  locked: arranged.locked,
  kind: z.literal('group'),
  name: lineOfText(40).min(1),
  colour,
  /** Whether it is drawn as one symbol at x and y; else a frame around its members. */
  collapsed: z.boolean(),
});

/** Paper that one writes on. */
export const plainNote = {
  look: 'card',
  colour: 'amber',
  size: 14,
  align: 'left',
} as const;

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

/** One clear pixel, until an image is chosen. */
export const emptyPicture = {
  width: 200,
  height: 150,
  source: 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7',
  text: '',
  opacity: 100,
} as const;

export const openGroup = { colour: 'neutral', collapsed: false } as const;
