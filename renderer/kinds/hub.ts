/** Hubs in the page. */
import { unmanaged } from '../../shared/kinds/switch-places';
import { defineView } from './kind-view';
import { BOX } from './switch';
import { copyOfSwitch, switchDefaults, switchPlaces, switchSummary } from './switch-places';
import { accent, body } from './symbol-shape';

export const hubView = defineView<'hub'>({
  title: 'Hub',
  symbol: [
    ...body(BOX),
    accent(
      'M16 16H8m8 0h8m-8 0-4.500-3.500M16 16l4.500-3.500M16 16l-4.500 3.500M16 16l4.500 3.500',
    ),
  ],
  colour: { light: '#0e7c86', dark: '#4cc9d4' },
  entry: { part: 'network', name: 'Add hub', hint: 'Repeats to every port' },
  namePrefix: 'hub',
  inBulk: true,
  speaksForItself: true,
  fresh: () => ({ ...switchDefaults, ...unmanaged }),
  summary: switchSummary,
  places: switchPlaces,
  asCopy: copyOfSwitch,
});
