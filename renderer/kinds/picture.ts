/** Pictures in the page. */
import { emptyPicture } from '../../shared/kinds/picture';
import { defineView } from './kind-view';
import { accent, body, line } from './symbol-shape';

export const pictureView = defineView<'picture'>({
  title: 'Picture',
  symbol: [...body('M4 6h24v20H4z'), line('M10.500 12.500v.01'), accent('m5 23 7-7 5 5 4-4 6 6')],
  colour: { light: '#565f6d', dark: '#a5afbc' },
  hint: 'Behind the drawing',
  fresh: () => emptyPicture,
});
