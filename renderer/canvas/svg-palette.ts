/** The colours of exported pictures: those of renderer/ui/tokens.css, which a file cannot refer to. */
import type { NodeKind } from '../../shared/topology';

export interface SvgPalette {
  canvas: string;
  surface: string;
  panel: string;
  jack: string;
  border: string;
  text: string;
  muted: string;
  cable: string;
  note: string;
  noteBorder: string;
  noteText: string;
  kinds: Record<NodeKind, string>;
}

export const svgPalettes: Record<'light' | 'dark', SvgPalette> = {
  light: {
    canvas: '#f5f6f8',
    surface: '#ffffff',
    panel: '#eceff3',
    jack: '#ffffff',
    border: '#cfd5dd',
    text: '#1a2029',
    muted: '#565f6d',
    cable: '#8b95a3',
    note: '#fff8dc',
    noteBorder: '#ead9a0',
    noteText: '#51431a',
    kinds: {
      switch: '#2c5fe0',
      hub: '#0e7c86',
      pc: '#6d3fd0',
      qemu: '#c2410c',
      uml: '#a16207',
      tap: '#15803d',
      plug: '#be185d',
      note: '#a16207',
    },
  },
  dark: {
    canvas: '#0f1216',
    surface: '#1a1f26',
    panel: '#12161b',
    jack: '#232a33',
    border: '#3a4450',
    text: '#e8ebef',
    muted: '#a5afbc',
    cable: '#6b7684',
    note: '#2c2714',
    noteBorder: '#574b21',
    noteText: '#eadfb4',
    kinds: {
      switch: '#7da4ff',
      hub: '#4cc9d4',
      pc: '#b497ff',
      qemu: '#ff9a62',
      uml: '#f0c24b',
      tap: '#5fd48a',
      plug: '#ff86b8',
      note: '#f0c24b',
    },
  },
};
