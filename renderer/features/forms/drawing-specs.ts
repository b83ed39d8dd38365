/** The fields of what only explains a drawing. */
import { type FieldSpec, name, oneLine } from './field-spec';

const colour: FieldSpec = { type: 'colour', field: 'colour', label: 'Colour' };

export const noteSpecs: readonly FieldSpec[] = [
  {
    type: 'lines',
    field: 'text',
    label: 'Text',
    rows: 8,
    wrong: 'At most 10,000 characters.',
  },
  {
    type: 'select',
    field: 'look',
    label: 'Style',
    options: [
      { value: 'card', label: 'On paper' },
      { value: 'plain', label: 'Only the text' },
    ],
  },
  colour,
  { type: 'number', field: 'size', label: 'Font size', min: 8, max: 96, unit: 'px' },
  {
    type: 'select',
    field: 'align',
    label: 'Alignment',
    options: [
      { value: 'left', label: 'Left' },
      { value: 'center', label: 'Centre' },
      { value: 'right', label: 'Right' },
    ],
  },
];

export const shapeSpecs: readonly FieldSpec[] = [
  { type: 'text', field: 'text', label: 'Caption', placeholder: 'None', wrong: oneLine },
  {
    type: 'select',
    field: 'form',
    label: 'Form',
    options: [
      { value: 'rectangle', label: 'Rectangle' },
      { value: 'ellipse', label: 'Ellipse' },
      { value: 'line', label: 'Line' },
      { value: 'arrow', label: 'Arrow' },
    ],
  },
  colour,
  { type: 'check', field: 'filled', label: 'Filled', help: 'Rectangles and ellipses only.' },
  { type: 'check', field: 'dashed', label: 'Dashed' },
];

export const pictureSpecs: readonly FieldSpec[] = [
  {
    type: 'text',
    field: 'text',
    label: 'What it shows',
    help: 'For those who cannot see it.',
    wrong: oneLine,
  },
  { type: 'number', field: 'opacity', label: 'Opacity', min: 5, max: 100, unit: '%' },
];

export const groupSpecs: readonly FieldSpec[] = [name, colour];
