/** Shapes in the page. */
import { plainShape } from '../../shared/kinds/shape';
import { defineView } from './kind-view';
import { accent, body } from './symbol-shape';

export const shapeView = defineView<'shape'>({
  title: 'Shape',
  symbol: [...body('M4 6h24v20H4z'), accent('M9 21a4.500 4.500 0 1 0 0-.01M18 23.500l4-8 4 8z')],
  colour: { light: '#2c5fe0', dark: '#7da4ff' },
  hint: 'Behind the drawing',
  fresh: () => plainShape,
});
