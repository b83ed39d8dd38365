/** Groups in the page. */
import { openGroup } from '../../shared/kinds/group';
import { defineView } from './kind-view';
import { accent, line, tint } from './symbol-shape';

export const groupView = defineView<'group'>({
  title: 'Group',
  symbol: [
    tint('M4 6h24v20H4z'),
    line('M4 11V6h5M23 6h5v5M28 21v5h-5M9 26H4v-5'),
    accent('M9 11h6v5H9zM17 17h6v5h-6z'),
  ],
  colour: { light: '#565f6d', dark: '#a5afbc' },
  hint: 'Nodes that belong together',
  namePrefix: 'group',
  fresh: () => openGroup,
});
