/** The fields that records share which only explain a drawing. */
import { z } from 'zod';
import { field } from './field';
import { coordinate, idSchema } from './node-fields';

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

export const colourField = field(z.enum(drawingColours), { label: 'Colour', editor: 'colour' });

export const drawn = {
  id: idSchema,
  /** Position of the top left corner on the canvas, in pixels at zoom 1. */
  x: coordinate,
  y: coordinate,
};

/** Sides in pixels at zoom 1. */
export const sides = (least: number) => ({
  width: z.number().min(least).max(8000),
  height: z.number().min(least).max(8000),
});
