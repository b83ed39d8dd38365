/** Switches in the page. */
import { plainSwitch } from '../../shared/kinds/switch';
import { defineView } from './kind-view';
import { copyOfSwitch, switchDefaults, switchPlaces, switchSummary } from './switch-places';
import { accent, body } from './symbol-shape';

export const BOX = 'M6 9h20a3 3 0 0 1 3 3v8a3 3 0 0 1-3 3H6a3 3 0 0 1-3-3v-8a3 3 0 0 1 3-3z';

export const switchView = defineView<'switch'>({
  title: 'Switch',
  symbol: [
    ...body(BOX),
    accent('M8 13.500h13m-3-2.500 3 2.500-3 2.500'),
    accent('M24 18.500H11m3-2.500-3 2.500 3 2.500'),
  ],
  colour: { light: '#2c5fe0', dark: '#7da4ff' },
  entry: { part: 'network', name: 'Add switch', hint: 'Learns addresses' },
  namePrefix: 'sw',
  inBulk: true,
  speaksForItself: true,
  fresh: () => ({ ...switchDefaults, ...plainSwitch }),
  summary: switchSummary,
  places: switchPlaces,
  asCopy: copyOfSwitch,
});
