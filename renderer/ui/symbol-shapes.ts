/**
 * The symbols of the drawing as data: paths on a 32 by 32 grid. The canvas and the SVG export draw
 * from the same shapes.
 */

import type { DrawingNode } from '../../shared/document/topology';
import type { NodeKind } from '../../shared/kinds/registry';

export interface Shape {
  d: string;
  /** `line` in the text's colour, `accent` in the kind's colour, `tint` as a pale area. */
  paint: 'line' | 'accent' | 'tint';
}

const line = (d: string): Shape => ({ d, paint: 'line' });
const accent = (d: string): Shape => ({ d, paint: 'accent' });
const tint = (d: string): Shape => ({ d, paint: 'tint' });

const box = 'M6 9h20a3 3 0 0 1 3 3v8a3 3 0 0 1-3 3H6a3 3 0 0 1-3-3v-8a3 3 0 0 1 3-3z';
const screen =
  'M6.5 5h19A2.5 2.5 0 0 1 28 7.5v11a2.5 2.5 0 0 1-2.5 2.5h-19A2.5 2.5 0 0 1 4 18.5v-11A2.5 2.5 0 0 1 6.5 5z';
const tower =
  'M9.5 3h13A2.5 2.5 0 0 1 25 5.5v21a2.5 2.5 0 0 1-2.5 2.5h-13A2.5 2.5 0 0 1 7 26.5v-21A2.5 2.5 0 0 1 9.5 3z';
const penguin =
  'M16 3.5c-3.6 0-5.6 2.7-5.6 6.2 0 3.8-3.9 6.6-3.9 11.3 0 4.9 4.1 7.5 9.5 7.5s9.5-2.6 9.5-7.5c0-4.7-3.9-7.5-3.9-11.3 0-3.5-2-6.200-5.6-6.200z';
const laptop = 'M8 5h16a2 2 0 0 1 2 2v12H6V7a2 2 0 0 1 2-2z';
const cube = 'M16 3.500 27.500 9.500v13L16 28.500 4.500 22.500v-13z';
const terminal =
  'M6.500 6h19A2.500 2.500 0 0 1 28 8.500v15a2.500 2.500 0 0 1-2.500 2.500h-19A2.500 2.500 0 0 1 4 23.500v-15A2.500 2.500 0 0 1 6.500 6z';
const cloud = 'M9 24.500a5.500 5.500 0 0 1-.6-10.970 8 8 0 0 1 15.500-1.030A6 6 0 0 1 23 24.500z';
const plugBody = 'M8 11h16v4a8 8 0 0 1-16 0z';
const frame = 'M4 6h24v20H4z';
const page = 'M7 4h13l5 5v19H7z';

export const symbolShapes: Record<NodeKind, readonly Shape[]> = {
  switch: [
    tint(box),
    line(box),
    accent('M8 13.500h13m-3-2.500 3 2.500-3 2.500'),
    accent('M24 18.500H11m3-2.500-3 2.500 3 2.500'),
  ],
  hub: [
    tint(box),
    line(box),
    accent(
      'M16 16H8m8 0h8m-8 0-4.500-3.500M16 16l4.500-3.500M16 16l-4.500 3.500M16 16l4.500 3.500',
    ),
  ],
  pc: [
    tint(screen),
    line(screen),
    line('M16 21v6M11 27.500h10'),
    accent('m9.500 10 3.500 3-3.500 3M15.500 16.500h6'),
  ],
  qemu: [
    tint(tower),
    line(tower),
    line('M11 8h10M11 12h10'),
    accent('M16 24.500a3 3 0 1 0 0-6 3 3 0 0 0 0 6z'),
  ],
  uml: [
    tint(penguin),
    line(penguin),
    accent(
      'M16 15c-2.800 0-4.700 2.800-4.700 5.800 0 2.600 1.900 4 4.700 4s4.700-1.400 4.700-4c0-3-1.900-5.800-4.700-5.800z',
    ),
    line('M14 9v.01M18 9v.01'),
    accent('m14.500 11.500 1.500 1.300 1.500-1.300'),
  ],
  vbox: [tint(cube), line(cube), accent('m4.500 9.500 11.500 6 11.500-6M16 15.500V28')],
  host: [tint(terminal), line(terminal), accent('m9 12 4 4-4 4M15.500 20.500h7')],
  nat: [tint(cloud), line(cloud), accent('M16 14v9m-3-3 3 3 3-3')],
  tap: [
    tint(laptop),
    line(laptop),
    line('M3 22.500h26'),
    accent('M16 22.500V28M11 12h10m-3-3 3 3-3 3'),
  ],
  plug: [tint(plugBody), line(plugBody), line('M12 4.500V11M20 4.500V11'), accent('M16 23v5.500')],
  note: [tint(page), line(page), line('M20 4v5h5'), accent('M11 14.500h10M11 19h10M11 23.500h6')],
  shape: [tint(frame), line(frame), accent('M9 21a4.500 4.500 0 1 0 0-.01M18 23.500l4-8 4 8z')],
  picture: [tint(frame), line(frame), line('M10.500 12.500v.01'), accent('m5 23 7-7 5 5 4-4 6 6')],
  group: [
    tint(frame),
    line('M4 11V6h5M23 6h5v5M28 21v5h-5M9 26H4v-5'),
    accent('M9 11h6v5H9zM17 17h6v5h-6z'),
  ],
};

export const kindTitles: Record<NodeKind, string> = {
  switch: 'Switch',
  hub: 'Hub',
  pc: 'PC',
  qemu: 'QEMU machine',
  uml: 'User-Mode Linux',
  vbox: 'VirtualBox machine',
  host: 'Namespace host',
  nat: 'Internet (NAT)',
  tap: 'Tap',
  plug: 'VDE plug',
  note: 'Note',
  shape: 'Shape',
  picture: 'Picture',
  group: 'Group',
};

/** What the inspector says about things that only explain the drawing. */
export const drawingHints: Record<DrawingNode['kind'], string> = {
  note: 'Text on the drawing',
  shape: 'Behind the drawing',
  picture: 'Behind the drawing',
  group: 'Nodes that belong together',
};
