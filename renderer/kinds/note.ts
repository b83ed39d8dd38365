/** Notes in the page. */
import { plainNote } from '../../shared/kinds/note';
import { defineView } from './kind-view';
import { accent, body, line } from './symbol-shape';

export const noteView = defineView<'note'>({
  title: 'Note',
  symbol: [
    ...body('M7 4h13l5 5v19H7z'),
    line('M20 4v5h5'),
    accent('M11 14.500h10M11 19h10M11 23.500h6'),
  ],
  colour: { light: '#a16207', dark: '#f0c24b' },
  entry: { part: 'notes', name: 'Add note', hint: 'Text on the canvas' },
  hint: 'Text on the drawing',
  fresh: () => ({ width: 200, height: 96, text: '', ...plainNote }),
});
